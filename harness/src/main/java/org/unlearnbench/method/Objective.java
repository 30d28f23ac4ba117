package org.unlearnbench.method;

import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.loss.TaskLoss;

/** What a training step minimises. */
@FunctionalInterface
public interface Objective {

  /**
   * The loss of one batch and its gradient.
   *
   * @param batch what was fed
   * @param logits what the network answered, [n][outputs]
   */
  Loss of(Batch batch, float[][] logits);

  /** The task's own loss: cross-entropy, or binary cross-entropy on logits. */
  static Objective taskLoss(Task task) {
    TaskLoss loss = TaskLoss.of(task);
    return (batch, logits) -> loss.of(logits, batch.labels());
  }

  /** This objective times {@code factor}; a negative one is maximised. */
  default Objective times(double factor) {
    return (batch, logits) -> of(batch, logits).times(factor);
  }

  /** The sum of this objective and another of the same logits. */
  default Objective plus(Objective other) {
    return (batch, logits) -> of(batch, logits).plus(other.of(batch, logits));
  }
}
