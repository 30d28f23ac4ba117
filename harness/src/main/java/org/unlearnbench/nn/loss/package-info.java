/**
 * Losses with their gradients with respect to the logits, in plain Java and double precision
 * inside: everything a method wants to minimise is one {@link org.unlearnbench.nn.loss.Loss}.
 */
package org.unlearnbench.nn.loss;
