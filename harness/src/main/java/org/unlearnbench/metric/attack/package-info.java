/**
 * Membership inference: attacks that guess from a model's outputs whether a sample was trained on,
 * what they rest on (NumPy's legacy random numbers, scikit-learn's stratified splits and a logistic
 * regression), and measures of how well they do.
 */
package org.unlearnbench.metric.attack;
