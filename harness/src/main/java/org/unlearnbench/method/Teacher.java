package org.unlearnbench.method;

import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.loss.Distillation;

/** A network that is only ever asked, in eval mode: nothing in it moves. */
public final class Teacher implements AutoCloseable {
  private final Network network;

  /**
   * @param network becomes the teacher's own: hand over a copy; freed by {@link #close}
   */
  public Teacher(Network network) {
    this.network = network;
  }

  /** The teacher's logits, [n][outputs]. */
  public float[][] logits(Batch batch) {
    return network.forward(batch, Mode.EVAL);
  }

  /** The divergence of the student from the teacher at a temperature, see {@link Distillation}. */
  public Objective divergence(Task task, double temperature) {
    Distillation distillation = new Distillation(task, temperature);
    return (batch, student) -> distillation.of(student, logits(batch));
  }

  @Override
  public void close() {
    network.close();
  }
}
