package org.unlearnbench.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.result.SplitOutputs;

/** Small hand-made outputs for tests. */
public final class Outputs {
  private Outputs() {}

  public static SplitOutputs single(Split split, int[] labels, float[][] logits) {
    return single(split, labels, logits, logits.length == 0 ? 2 : logits[0].length);
  }

  public static SplitOutputs single(Split split, int[] labels, float[][] logits, int classes) {
    int[][] wrapped = IntStream.of(labels).mapToObj(y -> new int[] {y}).toArray(int[][]::new);
    return new SplitOutputs(
        split, Task.singleLabel(names("c", classes)), names("p", labels.length), wrapped, logits);
  }

  public static SplitOutputs multi(Split split, int[][] labels, float[][] logits) {
    return new SplitOutputs(
        split,
        Task.multiLabel(names("a", logits[0].length)),
        names("p", labels.length),
        labels,
        logits);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
