package org.unlearnbench.method.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.attack.ProjectedGradient.Settings;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.loss.TaskLoss;

class ProjectedGradientTests {

  /** Signs of gradients near zero may differ between builds of the same arithmetic. */
  @ParameterizedTest
  @CsvSource({
    "resnet18-w8-io, pgd, true, 10",
    "resnet18-w8-aru, maximise, true, 7",
    "resnet18-w8-aru, minimise, false, 7",
  })
  void equalsPyTorch(String file, String name, boolean uphill, int steps) {
    Map<String, NamedTensor> golden = GoldenFiles.read(file);
    Batch batch = GoldenFiles.batch(GoldenFiles.read("resnet18-w8-io"));
    TaskLoss loss = new org.unlearnbench.nn.loss.CrossEntropy();
    Settings settings = new Settings(uphill, Norm.LINF, 8.0 / 255, 2.0 / 255, steps, false);
    try (Network network = GoldenFiles.network()) {
      Batch attacked = new ProjectedGradient(settings, loss).attack(network, batch, null);
      float[] expected = golden.get(name + ".x_adv").values();
      int close = 0;
      for (int i = 0; i < expected.length; i++) {
        close += Math.abs(attacked.pixels()[i] - expected[i]) <= 1e-4 ? 1 : 0;
      }
      assertThat(close).isGreaterThan((int) (0.99 * expected.length));
      double[] losses = losses(network, attacked, loss);
      for (int i = 0; i < losses.length; i++) {
        double wanted = golden.get(name + ".loss_per_sample").values()[i];
        assertThat(losses[i])
            .isCloseTo(wanted, org.assertj.core.api.Assertions.withinPercentage(2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LINF, 0.03, 0.008, false", "LINF, 0.03, 0.008, true",
    "L2, 1.0, 0.25, false", "L2, 1.0, 0.25, true"
  })
  void raisesTheLossInsideTheBall(Norm norm, double epsilon, double step, boolean randomStart) {
    for (boolean multiLabel : new boolean[] {false, true}) {
      SmallSetting setting = SmallSetting.of(multiLabel);
      TaskLoss loss = TaskLoss.of(setting.forget().task());
      Settings settings = new Settings(true, norm, epsilon, step, 10, randomStart);
      try (Network network = setting.originalNetwork()) {
        Batch clean = new OrderedBatches(setting.forget()).iterator().next();
        ProjectedGradient attack = new ProjectedGradient(settings, loss);
        Batch attacked = attack.attack(network, clean, new SplittableRandom(5));
        double[] before = losses(network, clean, loss);
        double[] after = losses(network, attacked, loss);
        int raised = 0;
        for (int i = 0; i < before.length; i++) {
          raised += after[i] > before[i] ? 1 : 0;
        }
        assertThat(raised).isGreaterThanOrEqualTo(before.length - 1);
        assertInside(norm, epsilon, clean, attacked);
        assertThat(network.parameters()).isEqualTo(setting.original());
        Batch again = attack.attack(network, clean, new SplittableRandom(5));
        assertThat(again.pixels()).isEqualTo(attacked.pixels());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lowersTheLossDownhillAndTellsHow(boolean multiLabel) {
    SmallSetting setting = SmallSetting.of(multiLabel);
    TaskLoss loss = TaskLoss.of(setting.forget().task());
    try (Network network = setting.originalNetwork()) {
      Batch clean = new OrderedBatches(setting.forget()).iterator().next();
      List<Double> told = new ArrayList<>();
      Batch attacked =
          new ProjectedGradient(new Settings(false, Norm.LINF, 0.03, 0.008, 5, false), loss)
              .attack(network, clean, null, (step, value) -> told.add(value));
      assertThat(told).hasSize(5);
      double[] before = losses(network, clean, loss);
      double[] after = losses(network, attacked, loss);
      assertThat(told.get(0))
          .isCloseTo(
              Arrays.stream(before).average().orElseThrow(),
              org.assertj.core.api.Assertions.within(1e-5));
      assertThat(told.get(4)).isLessThan(told.get(0));
      int lowered = 0;
      for (int i = 0; i < before.length; i++) {
        lowered += after[i] < before[i] ? 1 : 0;
      }
      assertThat(lowered).isGreaterThanOrEqualTo(before.length - 1);
      assertInside(Norm.LINF, 0.03, clean, attacked);
    }
  }

  @Test
  void noStepsAndNoRoomChangeNothing() {
    SmallSetting setting = SmallSetting.of(false);
    TaskLoss loss = TaskLoss.of(setting.forget().task());
    try (Network network = setting.originalNetwork()) {
      Batch clean = setting.forget().batch(0, 1);
      for (Settings settings :
          new Settings[] {
            new Settings(true, Norm.LINF, 0.1, 0.1, 0, false),
            new Settings(true, Norm.LINF, 0, 0.1, 3, true),
            new Settings(true, Norm.L2, 0, 0.1, 3, true)
          }) {
        Batch attacked =
            new ProjectedGradient(settings, loss).attack(network, clean, new SplittableRandom(1));
        assertThat(attacked.pixels()).isEqualTo(clean.pixels());
      }
    }
  }

  @Test
  void aRandomStartIsInsideTheBallAndNotTheCentre() {
    SmallSetting setting = SmallSetting.of(false);
    TaskLoss loss = TaskLoss.of(setting.forget().task());
    try (Network network = setting.originalNetwork()) {
      Batch clean = setting.forget().batch(0, 1, 2);
      for (Norm norm : Norm.values()) {
        Settings settings = new Settings(true, norm, 0.5, 0.1, 0, true);
        Batch attacked =
            new ProjectedGradient(settings, loss).attack(network, clean, new SplittableRandom(1));
        assertThat(attacked.pixels()).isNotEqualTo(clean.pixels());
        assertInside(norm, 0.5, clean, attacked);
      }
    }
  }

  private static void assertInside(Norm norm, double epsilon, Batch clean, Batch attacked) {
    int length = clean.pixels().length / clean.size();
    for (int i = 0; i < clean.size(); i++) {
      double squares = 0;
      double largest = 0;
      for (int k = i * length; k < (i + 1) * length; k++) {
        assertThat(attacked.pixels()[k]).isBetween(0f, 1f);
        double delta = Math.abs((double) attacked.pixels()[k] - clean.pixels()[k]);
        squares += delta * delta;
        largest = Math.max(largest, delta);
      }
      double size = norm == Norm.LINF ? largest : Math.sqrt(squares);
      assertThat(size).isPositive().isLessThanOrEqualTo(epsilon + 1e-6);
    }
  }

  private static double[] losses(Network network, Batch batch, TaskLoss loss) {
    float[][] logits = network.forward(batch, Mode.EVAL);
    double[] losses = new double[batch.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss.of(new float[][] {logits[i]}, new int[][] {batch.labels()[i]}).value();
    }
    return losses;
  }
}
