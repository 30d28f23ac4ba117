package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.baselines.Methods.Outcome;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/** What is particular to each method: where weights move, which way the forget loss goes. */
class ZooTests {

  /** Momentum and weight decay must not reach frozen weights. */
  private static ParameterValues rough(UnlearningMethod method) {
    ParameterValues values = Methods.small(method);
    for (Map.Entry<String, Object> setting :
        Map.<String, Object>of("lr", 0.05, "momentum", 0.9, "weight-decay", 0.01).entrySet()) {
      values = Methods.withEvery(method, values, setting.getKey(), setting.getValue());
    }
    return Methods.withEvery(method, values, "epochs", 2L);
  }

  @ParameterizedTest
  @CsvSource({"cf-k, 3, layer3", "cf-k, 1, fc", "eu-k, 2, layer4", "eu-k, 3, layer3"})
  void onlyTheLastStagesMove(String name, long k, String firstMoving) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = rough(method).with("k", k).with("mode", "train");
    Outcome outcome = Methods.run(method, values, false);
    List<String> trainable =
        outcome.layout().tensors().stream()
            .filter(tensor -> tensor.role().trainable())
            .map(Tensor::name)
            .toList();
    int from = 0;
    while (!trainable.get(from).startsWith(firstMoving)) {
      from++;
    }
    assertThat(outcome.movedWeights()).isEqualTo(trainable.subList(from, trainable.size()));
  }

  /** In eval mode no running statistic moves; every weight that may move does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "finetune",
        "cf-k",
        "eu-k",
        "unsir",
        "scrub",
        "neggrad-plus",
        "random-label",
        "ct"
      })
  void inEvalModeRunningStatisticsStandStill(String name) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.withEvery(method, Methods.small(method), "mode", "eval");
    Outcome outcome = Methods.run(method, values, false);
    assertThat(outcome.moved()).isNotEmpty().allMatch(tensor -> tensor.role().trainable());
    Outcome train = Methods.run(method, Methods.withEvery(method, values, "mode", "train"), false);
    assertThat(train.moved()).anyMatch(tensor -> tensor.role() == Role.RUNNING_MEAN);
  }

  @Test
  void euStartsWithTheSourcesDistributions() {
    ExactUnlearning method = new ExactUnlearning();
    ParameterValues values = Methods.small(method).with("epochs", 0L);
    Outcome outcome = Methods.run(method, values, false);
    Tensor weight = outcome.layout().tensor("fc.weight");
    double bound = Math.sqrt(6.0 / (weight.shape().get(0) + weight.shape().get(1)));
    double largest = 0;
    for (int i = weight.offset(); i < weight.offset() + weight.length(); i++) {
      largest = Math.max(largest, Math.abs(outcome.after()[i]));
    }
    assertThat(largest).isBetween(0.95 * bound, bound);
    assertThat(outcome.after()[outcome.layout().tensor("fc.bias").offset()]).isZero();
    assertThat(outcome.moved()).allMatch(tensor -> tensor.role().trainable());
    Outcome reset = Methods.run(method, values.with("reset-statistics", true), false);
    assertThat(reset.moved()).anyMatch(tensor -> tensor.role() == Role.RUNNING_MEAN);
  }

  @Test
  void amunLearnsForgetsTrueLabelsUnlessAdversariesOnly() {
    Amun method = new Amun();
    SmallSetting setting = SmallSetting.of(false);
    ParameterValues values = Methods.small(method).with("epochs", 4L).with("lr", 0.01);
    Outcome published = Methods.run(method, values, false);
    Outcome only = Methods.run(method, values.with("train-on-forget", false), false);
    assertThat(Methods.loss(setting, published.after(), setting.forget()))
        .isLessThan(Methods.loss(setting, only.after(), setting.forget()));
  }

  @Test
  void moreStagesThanThereAreIsAnError() {
    CatastrophicForgetting method = new CatastrophicForgetting();
    assertThatThrownBy(() -> Methods.run(method, Methods.small(method).with("k", 8L), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k is 8")
        .hasMessageContaining("7 stages");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void salunMovesItsShareAndFreezesTheRest(boolean multiLabel) {
    SalUn method = new SalUn();
    Outcome outcome = Methods.run(method, rough(method).with("mask.ratio", 0.25), multiLabel);
    int trainable = 0;
    int moved = 0;
    for (Tensor tensor : outcome.layout().tensors()) {
      for (int i = 0; i < tensor.length() && tensor.role().trainable(); i++) {
        trainable++;
        moved += outcome.changed(tensor.offset() + i) ? 1 : 0;
      }
    }
    int masked =
        outcome.artefacts().tables().get("tensors.csv").stream()
            .mapToInt(row -> (int) row.get(2))
            .sum();
    assertThat(masked).isEqualTo((int) Math.round(0.25 * trainable));
    assertThat(moved).isLessThanOrEqualTo(masked).isGreaterThan(masked * 9 / 10);
  }

  @Test
  void msgRedrawsItsShareOfEachConvolution() {
    MaskedSmallGradients method = new MaskedSmallGradients();
    ParameterValues values = Methods.small(method).with("epochs", 0L);
    List<Tensor> moved = Methods.run(method, values, false).moved();
    assertThat(moved.stream().map(Tensor::role).distinct())
        .containsExactlyInAnyOrder(Role.CONVOLUTION, Role.RUNNING_MEAN, Role.RUNNING_VARIANCE);
    Outcome outcome = Methods.run(method, values.with("mask.mode", "eval"), false);
    for (Tensor tensor : outcome.layout().tensors()) {
      int changed = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        changed += outcome.changed(i) ? 1 : 0;
      }
      long expected = tensor.role() == Role.CONVOLUTION ? Math.round(0.3 * tensor.length()) : 0;
      assertThat(changed).as(tensor.name()).isEqualTo((int) expected);
    }
  }

  @Test
  void msgSlowsTheKeptWeightsDown() {
    MaskedSmallGradients method = new MaskedSmallGradients();
    ParameterValues values = Methods.small(method).with("weight-decay", 0.0);
    Outcome frozen = Methods.run(method, values.with("kept-factor", 0.0), false);
    Outcome redrawn = Methods.run(method, values.with("epochs", 0L), false);
    for (Tensor tensor : frozen.layout().ofRole(Role.CONVOLUTION)) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (!redrawn.changed(i)) {
          assertThat(frozen.changed(i)).isFalse();
        }
      }
    }
    assertThat(frozen.movedWeights()).contains("fc.weight", "bn1.weight");
  }

  @Test
  void ctTransposesEveryKernel() {
    ConvolutionTranspose method = new ConvolutionTranspose();
    Outcome outcome = Methods.run(method, Methods.small(method).with("epochs", 0L), false);
    for (Tensor tensor : outcome.layout().tensors()) {
      int side = tensor.role() == Role.CONVOLUTION ? tensor.shape().get(3) : 1;
      for (int i = 0; i < tensor.length(); i++) {
        int y = i / side % side;
        int x = i % side;
        int twin = i - y * side - x + x * side + y;
        assertThat(outcome.after()[tensor.offset() + i])
            .isEqualTo(outcome.before()[tensor.offset() + twin]);
      }
    }
  }

  @Test
  void ssdOnlyShrinksWeights() {
    SelectiveDampening method = new SelectiveDampening();
    Outcome outcome = Methods.run(method, Methods.small(method), false);
    int dampened =
        outcome.artefacts().tables().get("tensors.csv").stream()
            .mapToInt(row -> (int) row.get(2))
            .sum();
    int changed = 0;
    for (int i = 0; i < outcome.after().length; i++) {
      float before = outcome.before()[i];
      float after = outcome.after()[i];
      changed += outcome.changed(i) ? 1 : 0;
      assertThat(Math.abs(after)).isLessThanOrEqualTo(Math.abs(before));
      assertThat(after * before).isGreaterThanOrEqualTo(0);
    }
    assertThat(dampened).isPositive();
    assertThat(changed).isBetween(dampened * 9 / 10, dampened);
    assertThat(outcome.moved()).allMatch(tensor -> tensor.role().trainable());
    assertThatThrownBy(() -> Methods.run(method, Methods.small(method).with("alpha", 1e9), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("choose a smaller alpha");
  }

  @ParameterizedTest
  @CsvSource({
    "neggrad, false",
    "neggrad, true",
    "neggrad-plus, false",
    "neggrad-plus, true",
    "gradient-ascent, false",
    "gradient-ascent, true",
    "random-label, false",
    "random-label, true",
    "salun, false",
    "bad-teacher, false",
    "bad-teacher, true",
    "scrub-kurmanji, false",
    "ssd, false",
    "amun, false"
  })
  void theForgetLossRises(String name, boolean multiLabel) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.withEvery(method, Methods.small(method), "lr", 0.01);
    values = Methods.withEvery(method, values, "epochs", 3L);
    Outcome outcome = Methods.run(method, values, multiLabel);
    SmallSetting setting = SmallSetting.of(multiLabel);
    assertThat(Methods.loss(setting, outcome.after(), setting.forget()))
        .isGreaterThan(Methods.loss(setting, outcome.before(), setting.forget()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"finetune", "cf-k", "l1-sparse"})
  void theRetainLossFalls(String name) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.withEvery(method, Methods.small(method), "lr", 0.005);
    Outcome outcome = Methods.run(method, values.with("epochs", 3L), false);
    SmallSetting setting = SmallSetting.of(false);
    assertThat(Methods.loss(setting, outcome.after(), setting.retain()))
        .isLessThan(Methods.loss(setting, outcome.before(), setting.retain()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neggrad", "neggrad-plus", "unsir"})
  void withoutAPairOfEqualBatchesThereIsAnError(String name) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.withEvery(method, Methods.small(method), "batch-size", 40L);
    assertThatThrownBy(() -> Methods.run(method, values, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("batch-size");
  }

  @Test
  void neggradPlusWithAllWeightOnRetainForgetsNothing() {
    NegGradPlus method = new NegGradPlus();
    ParameterValues values = Methods.small(method).with("lr", 0.01);
    SmallSetting setting = SmallSetting.of(false);
    Outcome retainOnly = Methods.run(method, values.with("alpha", 1.0), false);
    Outcome even = Methods.run(method, values, false);
    assertThat(Methods.loss(setting, retainOnly.after(), setting.forget()))
        .isLessThan(Methods.loss(setting, even.after(), setting.forget()));
  }

  @Test
  void ascentStopsAtTheGivenLoss() {
    GradientAscent method = new GradientAscent();
    ParameterValues values = Methods.small(method).with("lr", 0.05).with("epochs", 50L);
    Outcome outcome = Methods.run(method, values, false);
    List<List<Object>> rows = outcome.artefacts().tables().get("ascent.csv");
    double limit = Math.log(8);
    assertThat(rows.size()).isBetween(2, 99);
    for (int i = 0; i < rows.size(); i++) {
      assertThat((double) rows.get(i).get(1) >= limit).isEqualTo(i == rows.size() - 1);
    }
    Outcome atOnce = Methods.run(method, values.with("stop.accuracy", 1.0), false);
    assertThat(atOnce.moved()).isEmpty();
    Outcome already = Methods.run(method, values.with("stop.loss", 0.0), false);
    assertThat(already.moved()).isEmpty();
  }

  @Test
  void l1ThinsTheWeights() {
    L1Sparse method = new L1Sparse();
    ParameterValues values = Methods.small(method).with("weight-decay", 0.0).with("lr", 0.05);
    assertThat(sumOfWeights(Methods.run(method, values.with("alpha", 0.05), false)))
        .isLessThan(0.95 * sumOfWeights(Methods.run(method, values.with("alpha", 0.0), false)));
  }

  private static double sumOfWeights(Outcome outcome) {
    double sum = 0;
    for (Tensor tensor : outcome.layout().tensors()) {
      for (int i = 0; i < tensor.length() && tensor.role().trainable(); i++) {
        sum += Math.abs(outcome.after()[tensor.offset() + i]);
      }
    }
    return sum;
  }

  @Test
  void unsirStageTwoGoesOnFromStageOne() {
    Unsir method = new Unsir();
    ParameterValues values = Methods.small(method);
    Outcome impaired = Methods.run(method, values.with("stages", 1L), false);
    Outcome unrepaired = Methods.run(method, values.with("repair.epochs", 0L), false);
    Outcome repaired = Methods.run(method, values, false);
    assertThat(unrepaired.after()).isEqualTo(impaired.after());
    assertThat(repaired.after()).isNotEqualTo(impaired.after());
    assertThat(impaired.epochs()).containsExactly("1/1");
  }

  @Test
  void scrubRewindsToTheNearestEpoch() {
    ScrubRewind method = new ScrubRewind();
    ParameterValues values = Methods.small(method).with("epochs", 4L).with("lr", 0.02);
    Outcome outcome = Methods.run(method, values, false);
    List<List<Object>> rows = outcome.artefacts().tables().get("rewind.csv");
    assertThat(rows).hasSize(4);
    double target = (double) rows.get(0).get(2);
    double best = 2;
    for (List<Object> row : rows) {
      best = Math.min(best, Math.abs((double) row.get(1) - target));
    }
    SmallSetting setting = SmallSetting.of(false);
    double error = 1 - Methods.accuracy(setting, outcome.after(), setting.forget());
    assertThat(Math.abs(error - target)).isEqualTo(best);
  }

  @Test
  void randomLabels() {
    Task classes = Task.singleLabel(List.of("a", "b", "c"));
    int[][] truth = new int[300][];
    Arrays.setAll(truth, i -> new int[] {i % 3});
    int[][] any = RandomLabel.labels(classes, truth, false, new SplittableRandom(1));
    int[][] others = RandomLabel.labels(classes, truth, true, new SplittableRandom(1));
    int same = 0;
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      same += any[i][0] == truth[i][0] ? 1 : 0;
      assertThat(any[i][0]).isBetween(0, 2);
      assertThat(others[i][0]).isBetween(0, 2).isNotEqualTo(truth[i][0]);
      seen.add(truth[i][0] * 3 + others[i][0]);
    }
    assertThat(same).isBetween(60, 140);
    assertThat(seen).contains(1, 2, 3, 5, 6, 7);
    Task bits = Task.multiLabel(List.of("a", "b"));
    assertThat(RandomLabel.labels(bits, new int[][] {{0, 1}, {1, 1}}, true, null))
        .isDeepEqualTo(new int[][] {{1, 0}, {0, 0}});
  }

  @Test
  void amunFindsImagesJustAcrossTheBoundary() {
    Amun method = new Amun();
    for (boolean multiLabel : new boolean[] {false, true}) {
      ParameterValues values = Methods.small(method).with("attack.steps", 20L);
      Outcome outcome = Methods.run(method, values, multiLabel);
      List<List<Object>> rows = outcome.artefacts().tables().get("adversaries.csv");
      assertThat(rows.size()).isGreaterThan(28);
      for (List<Object> row : rows) {
        assertThat((double) row.get(1)).isBetween(0.0, 8.0);
      }
    }
  }

  @Test
  void aCascadeGoesThroughItsStepsInOrder() {
    Cascade method = new Cascade();
    Map<String, Object> aru = step("random-mask");
    aru.put("preset", "abstract");
    ParameterValues values =
        new ParameterValues(Map.of("steps", List.of(aru, step("finetune"), aru)));
    Outcome outcome = Methods.run(method, values, false);
    assertThat(outcome.artefacts().tables())
        .containsOnlyKeys("1-mask-layers.csv", "1-mask.csv", "3-mask-layers.csv", "3-mask.csv");
    assertThat(outcome.artefacts().tables().get("1-mask.csv"))
        .isNotEqualTo(outcome.artefacts().tables().get("3-mask.csv"));
    assertThat(outcome.epochs()).containsExactly("0/1", "1/1", "2/2", "2/3", "3/3");
    ParameterValues doNothing = new ParameterValues(Map.of("steps", List.of(step("original"))));
    assertThat(Methods.run(method, doNothing, false).moved()).isEmpty();
  }

  @Test
  void aStepFromScratchStartsFromScratch() {
    Cascade method = new Cascade();
    Map<String, Object> retrain = step("retrain");
    retrain.put("epochs", 0L);
    ParameterValues values =
        new ParameterValues(Map.of("steps", List.of(step("finetune"), retrain)));
    Outcome outcome = Methods.run(method, values, false);
    Tensor scale = outcome.layout().tensor("layer4.1.bn2.weight");
    for (int i = scale.offset(); i < scale.offset() + scale.length(); i++) {
      assertThat(outcome.after()[i]).isEqualTo(1f);
    }
    assertThat(outcome.movedWeights()).contains("conv1.weight", "fc.weight");
  }

  private static Map<String, Object> step(String name) {
    return Methods.step(name);
  }
}
