package org.unlearnbench.method;

import org.unlearnbench.data.Batch;

/** A network that hears what a {@link Trainer}'s steps saw; it must not change any of it. */
public interface StepListener {

  /**
   * A forward pass of a training step.
   *
   * @param logits what the network answered before the step, [n][outputs]
   * @param loss what is minimised, mean over the batch; finite
   */
  void stepped(Batch batch, float[][] logits, double loss);
}
