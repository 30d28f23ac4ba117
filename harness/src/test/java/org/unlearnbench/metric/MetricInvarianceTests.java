package org.unlearnbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.metric.Outputs.single;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.result.SplitOutputs;

/** What may change in outputs without changing any metric. */
class MetricInvarianceTests {
  private static final List<Metric> METRICS = new StandardMetrics().metrics();

  /** So fine that no two images score alike, which rounding could tell apart or make alike. */
  private static final int FINE = 1 << 14;

  /** The published attack shuffles by position, so its value depends on the order a little. */
  private static final Set<String> BY_POSITION =
      Set.of("mia", "mia_exact", "forgetting_score", "nomus", "mia_gap", "tow_mia");

  /** Logits are multiples of 1 / grid, exact in a float; a coarse grid has ties. */
  private static Map<Split, SplitOutputs> outputs(long seed, int images, int classes, int grid) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      float[][] logits = new float[images][classes];
      int[] labels = new int[images];
      for (int i = 0; i < images; i++) {
        labels[i] = random.nextInt(classes);
        for (int k = 0; k < classes; k++) {
          logits[i][k] = (float) random.nextInt(-5 * grid, 5 * grid) / grid;
        }
      }
      outputs.put(split, single(split, labels, logits));
    }
    return outputs;
  }

  private static Metric.Input input(
      Map<Split, SplitOutputs> model, Map<Split, SplitOutputs> retrained) {
    return new Metric.Input(model, Optional.empty(), Optional.of(retrained), 2, 8);
  }

  private static Map<Split, SplitOutputs> reordered(Map<Split, SplitOutputs> outputs, long seed) {
    Map<Split, SplitOutputs> reordered = new EnumMap<>(Split.class);
    outputs.forEach(
        (split, o) -> {
          int[] order = RandomStreams.permutation(o.size(), new SplittableRandom(seed));
          float[][] logits = new float[order.length][];
          int[][] labels = new int[order.length][];
          String[] paths = new String[order.length];
          for (int i = 0; i < order.length; i++) {
            logits[i] = o.logits()[order[i]];
            labels[i] = o.labels()[order[i]];
            paths[i] = o.paths().get(order[i]);
          }
          reordered.put(split, new SplitOutputs(split, o.task(), List.of(paths), labels, logits));
        });
    return reordered;
  }

  @Property(tries = 100)
  void theOrderOfImages(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int images,
      @ForAll @IntRange(min = 2, max = 4) int classes) {
    Map<Split, SplitOutputs> model = outputs(seed, images, classes, 8);
    Map<Split, SplitOutputs> retrained = outputs(seed + 1, images, classes, 8);
    Metric.Input before = input(model, retrained);
    Metric.Input after = input(reordered(model, seed), reordered(retrained, seed));
    for (Metric metric : METRICS) {
      if (!BY_POSITION.contains(metric.column())) {
        assertSame(metric, metric.compute(before), metric.compute(after), 1e-12);
      }
    }
  }

  /** Softmax does not see what all logits of an image have in common. */
  @Property(tries = 100)
  void aConstantInAllLogitsOfAnImage(
      @ForAll long seed,
      @ForAll @IntRange(min = 8, max = 30) int images,
      @ForAll @IntRange(min = -64, max = 64) int shift) {
    Map<Split, SplitOutputs> model = outputs(seed, images, 3, FINE);
    Map<Split, SplitOutputs> shifted = outputs(seed, images, 3, FINE);
    shifted
        .values()
        .forEach(
            o -> {
              for (int i = 0; i < o.size(); i++) {
                for (int k = 0; k < 3; k++) {
                  o.logits()[i][k] += shift * (i % 3);
                }
              }
            });
    Map<Split, SplitOutputs> retrained = outputs(seed + 1, images, 3, FINE);
    for (Metric metric : METRICS) {
      assertSame(
          metric,
          metric.compute(input(model, retrained)),
          metric.compute(input(shifted, retrained)),
          1e-9);
    }
  }

  /** Classes have no order: renaming them in labels and logits of all models changes nothing. */
  @Property(tries = 100)
  void theNamesOfTheClasses(@ForAll long seed, @ForAll @IntRange(min = 8, max = 30) int images) {
    Map<Split, SplitOutputs> model = untied(outputs(seed, images, 3, FINE));
    Map<Split, SplitOutputs> retrained = untied(outputs(seed + 1, images, 3, FINE));
    for (Metric metric : METRICS) {
      assertSame(
          metric,
          metric.compute(input(model, retrained)),
          metric.compute(input(rotated(model), rotated(retrained))),
          1e-9);
    }
  }

  /** Of equal logits the first class wins, which is an order; here no two are equal. */
  private static Map<Split, SplitOutputs> untied(Map<Split, SplitOutputs> outputs) {
    outputs
        .values()
        .forEach(
            o -> {
              for (float[] logits : o.logits()) {
                for (int k = 0; k < logits.length; k++) {
                  logits[k] += k / (8f * FINE);
                }
              }
            });
    return outputs;
  }

  private static Map<Split, SplitOutputs> rotated(Map<Split, SplitOutputs> outputs) {
    Map<Split, SplitOutputs> rotated = new EnumMap<>(Split.class);
    outputs.forEach(
        (split, o) -> {
          Task task = o.task();
          float[][] logits = new float[o.size()][task.outputs()];
          int[][] labels = new int[o.size()][];
          for (int i = 0; i < o.size(); i++) {
            labels[i] = new int[] {(o.labels()[i][0] + 1) % task.outputs()};
            for (int k = 0; k < task.outputs(); k++) {
              logits[i][(k + 1) % task.outputs()] = o.logits()[i][k];
            }
          }
          rotated.put(split, new SplitOutputs(split, task, o.paths(), labels, logits));
        });
    return rotated;
  }

  private static void assertSame(Metric metric, double before, double after, double tolerance) {
    if (Double.isNaN(before)) {
      assertThat(after).as(metric.column()).isNaN();
    } else {
      assertThat(after).as(metric.column()).isEqualTo(before, within(tolerance));
    }
  }
}
