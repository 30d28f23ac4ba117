/**
 * Networks as Deeplearning4j {@code ComputationGraph}s. DL4J gives the graph: topology, order, flat
 * parameter and gradient vectors; every vertex computes through our own operators and kernels.
 */
package org.unlearnbench.nn.graph;
