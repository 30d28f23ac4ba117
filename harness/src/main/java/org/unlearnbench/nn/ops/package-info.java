/**
 * Kernels made of ND4J operations: they run on whatever backend ND4J has, a CUDA card included.
 * Used there; on the CPU they serve as a second opinion on the oneDNN kernels in tests.
 */
package org.unlearnbench.nn.ops;
