package org.unlearnbench.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Task;

/** Gradients against finite differences, and behaviour at the edges. */
class LossPropertyTests {
  private static final Task SINGLE = Task.singleLabel(List.of("a", "b", "c"));
  private static final Task MULTI = Task.multiLabel(List.of("a", "b", "c"));

  @Property(tries = 50)
  void gradientsAreDerivatives(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 8) double temperature) {
    float[][] logits = logits(seed);
    float[][] teacher = logits(seed + 1);
    int[][] bits = {{1, 0, 1}, {0, 0, 1}};
    int[][] classes = {{2}, {0}};
    checkGradient(logits, z -> new CrossEntropy().of(z, classes));
    checkGradient(logits, z -> new BinaryCrossEntropy().of(z, bits));
    checkGradient(logits, z -> new Distillation(SINGLE, temperature).of(z, teacher));
    checkGradient(logits, z -> new Distillation(MULTI, temperature).of(z, teacher));
    checkGradient(
        logits,
        z -> new CrossEntropy().of(z, classes).times(-2).plus(new CrossEntropy().of(z, classes)));
  }

  @Property(tries = 50)
  void divergenceIsNeverNegativeAndZeroOnItself(@ForAll long seed) {
    for (Task task : List.of(SINGLE, MULTI)) {
      Distillation kl = new Distillation(task, 4);
      assertThat(kl.of(logits(seed), logits(seed + 1)).value()).isGreaterThanOrEqualTo(-1e-9);
      assertThat(kl.of(logits(seed), logits(seed)).value()).isCloseTo(0, offset(1e-9));
    }
  }

  @Test
  void hugeLogitsStayFinite() {
    float[][] logits = {{1e4f, -1e4f, 0}};
    assertThat(new CrossEntropy().of(logits, new int[][] {{1}}).value())
        .isCloseTo(2e4, offset(1e-6));
    Loss binary = new BinaryCrossEntropy().of(logits, new int[][] {{0, 1, 0}});
    assertThat(binary.value()).isCloseTo((2e4 + Math.log(2)) / 3, offset(1e-6));
    assertThat(binary.gradient()[0]).containsExactly(1f / 3, -1f / 3, 0.5f / 3);
  }

  @Test
  void nanIsReportedNotHidden() {
    float[][] logits = {{Float.NaN, 0, 0}};
    assertThat(new CrossEntropy().of(logits, new int[][] {{1}}).value()).isNaN();
    assertThat(new BinaryCrossEntropy().of(logits, new int[][] {{0, 1, 0}}).value()).isNaN();
  }

  private static float[][] logits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] logits = new float[2][3];
    for (float[] row : logits) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) random.nextDouble(-3, 3);
      }
    }
    return logits;
  }

  private static void checkGradient(float[][] logits, Function<float[][], Loss> loss) {
    float[][] gradient = loss.apply(logits).gradient();
    float h = 1e-2f;
    for (int i = 0; i < logits.length; i++) {
      for (int k = 0; k < logits[i].length; k++) {
        float z = logits[i][k];
        logits[i][k] = z + h;
        double above = loss.apply(logits).value();
        double right = logits[i][k];
        logits[i][k] = z - h;
        double below = loss.apply(logits).value();
        double left = logits[i][k];
        logits[i][k] = z;
        assertThat((double) gradient[i][k])
            .isCloseTo((above - below) / (right - left), offset(2e-3));
      }
    }
  }
}
