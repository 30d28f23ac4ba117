/**
 * Networks on Deeplearning4j: the layers, the oneDNN kernels and the work-arounds for M2.1 they
 * need, losses, SGD, checkpoints. The only package that imports Deeplearning4j.
 */
package org.unlearnbench.nn;
