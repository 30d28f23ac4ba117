package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.metric.Nomus;

class LossLrAttackTests {

  static List<String> cases() {
    return GoldenLosses.cases();
  }

  @Test
  void thereAreEightCases() {
    assertThat(cases()).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyNumberIsPythons(String name) {
    JsonNode expected = GoldenLosses.expected(name);
    LossLrAttack.Result result =
        LossLrAttack.run(GoldenLosses.unseen(name), GoldenLosses.forget(name));
    List<Double> scores = new ArrayList<>();
    expected.required("scores").forEach(score -> scores.add(score.asDouble()));
    assertThat(result.foldAccuracies()).isEqualTo(scores);
    assertThat(LossLrAttack.runExact(GoldenLosses.unseen(name), GoldenLosses.forget(name)))
        .isEqualTo(result); // on models that work
    assertThat(result.mia()).isEqualTo(expected.required("mia").asDouble());
    assertThat(result.forgetUsed()).isEqualTo(expected.required("n_forget_used").asInt());
    assertThat(result.forgettingScore())
        .isEqualTo(expected.required("forgetting_score").asDouble());
    double accuracy = expected.required("accuracy").asDouble();
    assertThat(Nomus.score(accuracy, result.mia(), 0.5))
        .isEqualTo(expected.required("nomus").asDouble());
  }

  /** Models that diverged and losses at odd scales, where the solver stops short of the minimum. */
  @Test
  void stopsWhereScikitLearnStops() throws IOException {
    List<String> rows;
    try (InputStream in = getClass().getResourceAsStream("/golden/loss-lr.csv")) {
      rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
    assertThat(rows).hasSize(80);
    int exactDiffers = 0;
    for (String row : rows) {
      String[] cells = row.split(",");
      double[] unseen = numbers(cells[1]);
      double[] forget = numbers(cells[2]);
      List<Double> expected = Arrays.stream(numbers(cells[3])).boxed().toList();
      assertThat(LossLrAttack.run(unseen, forget).foldAccuracies())
          .as(cells[0])
          .isEqualTo(expected);
      exactDiffers +=
          LossLrAttack.runExact(unseen, forget).foldAccuracies().equals(expected) ? 0 : 1;
    }
    assertThat(exactDiffers).isPositive();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFitOnAllSamplesIsNearScikitLearns(String name) {
    // scikit-learn's L-BFGS stops at a gradient of 1e-4 per sample, so only nearly there.
    JsonNode expected = GoldenLosses.expected(name);
    LogisticRegression fit =
        LossLrAttack.fitOnAll(GoldenLosses.unseen(name), GoldenLosses.forget(name));
    assertThat(fit.coefficient()).isEqualTo(expected.required("coef_all").asDouble(), within(5e-3));
    assertThat(fit.intercept())
        .isEqualTo(expected.required("intercept_all").asDouble(), within(5e-3));
  }

  @Test
  void clearlySeparatedLossesAreFoundOutInEitherDirection() {
    double[] low = new double[40];
    double[] high = new double[40];
    Arrays.setAll(low, i -> 0.001 * i);
    Arrays.setAll(high, i -> 10 + i);
    assertThat(LossLrAttack.run(high, low).mia()).isEqualTo(1);
    assertThat(LossLrAttack.run(low, high).mia()).isEqualTo(1);
  }

  @Test
  void doesNotTouchItsInput() {
    double[] unseen = GoldenLosses.unseen("tiny");
    double[] forget = GoldenLosses.forget("tiny");
    LossLrAttack.run(unseen, forget);
    assertThat(unseen).isEqualTo(GoldenLosses.unseen("tiny"));
    assertThat(forget).isEqualTo(GoldenLosses.forget("tiny"));
  }

  @Test
  void saysWhyItCannotBeMade() {
    double[] none = {};
    double[] few = {1, 2, 3, 4, 5};
    double[] some = {1, 2, 3, 4, 5, 6, 7};
    double[] broken = {1, Double.POSITIVE_INFINITY, 3, 4, 5, 6, 7};
    assertThat(LossLrAttack.obstacle(none, some))
        .contains("unseen has 0 losses, at least 2 are needed");
    assertThat(LossLrAttack.obstacle(some, none))
        .contains("forget has 0 losses, at least 2 are needed");
    assertThat(LossLrAttack.obstacle(some, broken)).contains("forget loss 1 is not finite");
    assertThat(LossLrAttack.obstacle(few, some))
        .contains("10 % of 10 samples are fewer than the 2 classes");
    assertThat(LossLrAttack.obstacle(some, few)).isEmpty();
    assertThatThrownBy(() -> LossLrAttack.run(none, some))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unseen has 0 losses");
  }
}
