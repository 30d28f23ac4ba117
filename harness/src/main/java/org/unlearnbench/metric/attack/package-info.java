/**
 * Membership inference: attacks that guess from a model's outputs whether a sample was trained on,
 * what they rest on (NumPy's legacy random numbers, scikit-learn's stratified splits, a logistic
 * regression, support vectors), and measures of how well they do.
 */
package org.unlearnbench.metric.attack;
