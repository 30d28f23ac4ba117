package org.unlearnbench.result;

import java.util.List;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;

/**
 * What a model says about every image of one split: all that metrics ever see of a model.
 *
 * @param split which split
 * @param task how logits and labels are read
 * @param paths image paths, in the split's order
 * @param labels per image, see {@link org.unlearnbench.data.Sample#label()}
 * @param logits per image {@code task.outputs()} raw outputs, from eval mode and without
 *     augmentation
 */
public record SplitOutputs(
    Split split, Task task, List<String> paths, int[][] labels, float[][] logits) {

  public SplitOutputs {
    paths = List.copyOf(paths);
    if (paths.size() != labels.length || labels.length != logits.length) {
      throw new IllegalArgumentException(
          "paths, labels and logits differ in length: "
              + List.of(paths.size(), labels.length, logits.length));
    }
  }

  /** Number of images. */
  public int size() {
    return logits.length;
  }
}
