package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnlearnedLiraTests {

  @Test
  void refusesBelowEightSeedsAndSaysHowManyThereAre() {
    UnlearnedLira.Outcome outcome = UnlearnedLira.run(normal(7, 5, 0, 1), normal(7, 5, 0, 2));
    assertThat(outcome)
        .isEqualTo(
            new UnlearnedLira.Refusal(
                "The per-example attack needs at least 8 seeds with the method and Retrained, and has 7."));
    assertThat(UnlearnedLira.run(new double[0][], new double[0][]))
        .isInstanceOf(UnlearnedLira.Refusal.class);
  }

  @Test
  void modelsThatCannotBeToldApartGiveOneHalf() {
    // Over many repetitions the accuracy has mean 0.5 and deviation 0.0072 (simulated apart).
    UnlearnedLira.Result result = run(normal(10, 400, 0, 1), normal(10, 400, 0, 2));
    assertThat(result.seeds()).isEqualTo(10);
    assertThat(result.models()).isEqualTo(20);
    assertThat(result.examples()).isEqualTo(400);
    assertThat(result.accuracy()).isEqualTo(0.5, within(0.02));
    assertThat(result.accuracy95().contains(0.5)).isTrue();
    assertThat(result.auc()).isEqualTo(0.5, within(0.02));
    assertThat(result.truePositiveRateAt1Percent()).isEqualTo(0.01, within(0.01));
  }

  @Test
  void aShiftIsFoundAsOftenAsTheNormalDistributionSays() {
    // Known means 2 apart and deviation 1: right with probability Phi(1) = 0.841, area Phi(sqrt 2)
    // =
    // 0.921; estimating the means from 19 models costs a little.
    UnlearnedLira.Result result = run(normal(20, 300, 2, 3), normal(20, 300, 0, 4));
    assertThat(result.accuracy()).isEqualTo(0.836, within(0.012));
    assertThat(result.auc()).isEqualTo(0.921, within(0.012));
    assertThat(Arrays.stream(result.exampleAccuracy()).average().orElseThrow())
        .isEqualTo(result.accuracy(), within(1e-12));
  }

  @Test
  void theSameModelsTwiceAreATie() {
    double[][] models = normal(8, 6, 1, 5);
    UnlearnedLira.Result result = run(models, models);
    assertThat(result.accuracy()).isEqualTo(0.5);
    assertThat(result.auc()).isEqualTo(0.5);
    assertThat(result.exampleAccuracy()).containsOnly(0.5);
  }

  @Test
  void constantModelsThatDifferAreAlwaysToldApart() {
    double[][] zeros = new double[8][3];
    double[][] ones = new double[8][3];
    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
    assertThat(run(ones, zeros).accuracy()).isEqualTo(1);
    assertThat(run(zeros, zeros).accuracy()).isEqualTo(0.5);
  }

  @Test
  void refusesWhatIsNotFiniteOrEmpty() {
    double[][] broken = normal(8, 4, 0, 6);
    broken[3][2] = Double.NaN;
    assertThat(UnlearnedLira.run(broken, normal(8, 4, 0, 7)))
        .isEqualTo(new UnlearnedLira.Refusal("A confidence is not finite."));
    assertThat(UnlearnedLira.run(new double[8][0], new double[8][0]))
        .isEqualTo(new UnlearnedLira.Refusal("There are no forget examples."));
    assertThatThrownBy(() -> UnlearnedLira.run(new double[8][1], new double[9][1]))
        .hasMessage("8 and 9 seeds");
    assertThatThrownBy(() -> UnlearnedLira.run(new double[8][1], new double[8][2]))
        .hasMessage("1 and 2 examples");
  }

  private static UnlearnedLira.Result run(double[][] unlearned, double[][] retrained) {
    return (UnlearnedLira.Result) UnlearnedLira.run(unlearned, retrained);
  }

  /** Confidences whose mean also differs from example to example. */
  private static double[][] normal(int seeds, int examples, double shift, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] models = new double[seeds][examples];
    for (double[] model : models) {
      for (int e = 0; e < examples; e++) {
        model[e] = e % 5 + shift + random.nextGaussian();
      }
    }
    return models;
  }
}
