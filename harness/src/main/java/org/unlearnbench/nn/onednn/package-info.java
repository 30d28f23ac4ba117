/**
 * Kernels on oneDNN, called directly through JavaCPP.
 *
 * <p>ND4J's own conv2d ops reach oneDNN too, but copy plain NCHW into blocked layouts and back at
 * every layer, cannot leave out the gradients nobody asked for, and have no BatchNorm with fixed
 * statistics. Here activations stay in the blocked layout from the stem to the last stage.
 */
package org.unlearnbench.nn.onednn;
