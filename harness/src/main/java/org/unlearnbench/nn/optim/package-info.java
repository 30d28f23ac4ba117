/** Optimisers over a network's flat vectors, identical to PyTorch's. */
package org.unlearnbench.nn.optim;
