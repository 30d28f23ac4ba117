package org.unlearnbench.figures.study;

import java.util.List;
import org.unlearnbench.result.SampleScores;
import org.unlearnbench.result.SplitOutputs;

/** {@link UnlearnedLira} on the forget outputs of a method and of Retrained over seeds. */
public final class PerExampleAttack {
  private PerExampleAttack() {}

  /**
   * Makes the attack, or says why not.
   *
   * @param method forget outputs of the method, one per seed
   * @param retrained those of Retrained, same seeds in the same order
   * @throws IllegalArgumentException if the outputs are not all of the same images in the same
   *     order
   */
  public static UnlearnedLira.Outcome run(List<SplitOutputs> method, List<SplitOutputs> retrained) {
    if (!method.isEmpty()) {
      List<String> paths = method.get(0).paths();
      boolean same =
          method.stream().allMatch(o -> o.paths().equals(paths))
              && retrained.stream().allMatch(o -> o.paths().equals(paths));
      if (!same) {
        throw new IllegalArgumentException("the seeds' forget outputs are of different images");
      }
    }
    return UnlearnedLira.run(confidences(method), confidences(retrained));
  }

  private static double[][] confidences(List<SplitOutputs> outputs) {
    return outputs.stream().map(o -> SampleScores.of(o).logitConfidence()).toArray(double[][]::new);
  }
}
