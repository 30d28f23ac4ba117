package org.unlearnbench.nn.optim;

import org.unlearnbench.nn.Network;

/** Moves a network's parameters along its current gradient; keeps what state it needs. */
@FunctionalInterface
public interface Optimizer {

  /** One step at a learning rate. */
  void step(Network network, double lr);
}
