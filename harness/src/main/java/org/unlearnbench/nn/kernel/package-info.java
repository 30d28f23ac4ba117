/**
 * The arithmetic a layer asks a backend for, as small interfaces over ND4J arrays. A backend is one
 * {@link org.unlearnbench.nn.kernel.Kernels}.
 */
package org.unlearnbench.nn.kernel;
