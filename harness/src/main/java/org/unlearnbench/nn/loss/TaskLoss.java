package org.unlearnbench.nn.loss;

import org.unlearnbench.data.Task;

/** The training loss of a task: cross-entropy, or mean binary cross-entropy on logits. */
public interface TaskLoss {

  /**
   * Mean loss of a batch.
   *
   * @param logits [n][outputs]
   * @param labels see {@link org.unlearnbench.data.Sample#label()}
   */
  Loss of(float[][] logits, int[][] labels);

  /** The loss that belongs to a task. */
  static TaskLoss of(Task task) {
    return task.isMultiLabel() ? new BinaryCrossEntropy() : new CrossEntropy();
  }
}
