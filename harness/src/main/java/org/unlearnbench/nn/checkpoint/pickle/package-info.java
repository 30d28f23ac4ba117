/**
 * Reads the pickles inside PyTorch's files as plain data. Python's pickle is a small program that
 * may call anything; here only the few instructions and names that a state dict is made of are
 * known, and everything else is refused by name. Nothing is ever looked up or called.
 */
package org.unlearnbench.nn.checkpoint.pickle;
