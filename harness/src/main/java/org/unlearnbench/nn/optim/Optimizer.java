package org.unlearnbench.nn.optim;

import java.io.IOException;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * Moves a network's parameters along its current gradient; keeps what state it needs. One that does
 * not say how its state is stored trains as any other, but training with it starts anew after its
 * process was killed.
 */
@FunctionalInterface
public interface Optimizer extends Resumable {

  /** One step at a learning rate. */
  void step(Network network, double lr);

  @Override
  default void save(StateFile.Out out) throws IOException {
    throw new UnsupportedOperationException(getClass().getName() + " does not tell its state");
  }

  @Override
  default void restore(StateFile.In in) throws IOException {
    throw new UnsupportedOperationException(getClass().getName() + " does not tell its state");
  }
}
