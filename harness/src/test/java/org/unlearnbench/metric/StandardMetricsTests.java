package org.unlearnbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.metric.Outputs.multi;
import static org.unlearnbench.metric.Outputs.single;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.GoldenLosses;
import org.unlearnbench.result.SplitOutputs;

class StandardMetricsTests {
  private final List<Metric> metrics = new StandardMetrics().metrics();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(MetricProvider.class))
        .anyMatch(provider -> provider instanceof StandardMetrics);
  }

  @Test
  void columnsStartInTheOrderOfTheContract() {
    assertThat(metrics)
        .extracting(Metric::column)
        .startsWith(
            "test_accuracy",
            "test_top2",
            "retain_accuracy",
            "forget_accuracy",
            "unseen_accuracy",
            "mia",
            "forgetting_score",
            "nomus",
            "tow",
            "rte");
  }

  @Test
  void namesAndColumnsAreUniqueAndVersioned() {
    assertThat(new HashSet<>(metrics.stream().map(Metric::column).toList())).hasSameSizeAs(metrics);
    assertThat(new HashSet<>(metrics.stream().map(Metric::name).toList())).hasSameSizeAs(metrics);
    assertThat(metrics)
        .allSatisfy(
            metric -> {
              assertThat(metric.name()).matches("[a-z0-9./-]+@[0-9]+");
              assertThat(metric.column()).matches("[a-z0-9_]+");
              assertThat(metric.info().title()).isNotBlank();
              assertThat(metric.info().summary()).endsWith(".");
            });
  }

  @Test
  void accuraciesAndTopTwoByHand() {
    // The label's logit is largest, second (tied with a later class), second and last.
    SplitOutputs test =
        single(
            Split.TEST,
            new int[] {0, 1, 2, 3},
            new float[][] {{9, 0, 0, 0}, {9, 1, 1, 0}, {0, 9, 1, 1}, {3, 2, 1, 0}});
    SplitOutputs forget = single(Split.FORGET, new int[] {0, 0}, new float[][] {{1, 0}, {0, 1}});
    Metric.Input input = input(Map.of(Split.TEST, test, Split.FORGET, forget));
    assertThat(value("test_accuracy", input)).isEqualTo(0.25);
    assertThat(value("test_top2", input)).isEqualTo(0.75);
    assertThat(value("forget_accuracy", input)).isEqualTo(0.5);
    assertThat(value("retain_accuracy", input)).isNaN();
    assertThat(value("unseen_accuracy", input)).isNaN();
  }

  @Test
  void ofEqualLogitsTheFirstTwoAreTheTopTwo() {
    float[][] logits = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    Metric.Input input = input(Map.of(Split.TEST, single(Split.TEST, new int[] {0, 1, 2}, logits)));
    assertThat(value("test_top2", input)).isEqualTo(2 / 3d);
  }

  @Test
  void topTwoIsNotDefinedForTwoClassesOrBits() {
    Metric.Input binary =
        input(Map.of(Split.TEST, single(Split.TEST, new int[] {0}, new float[][] {{1, 0}})));
    assertThat(value("test_top2", binary)).isNaN();
    Metric.Input bits =
        input(
            Map.of(
                Split.TEST, multi(Split.TEST, new int[][] {{1, 0, 1}}, new float[][] {{1, 1, 1}})));
    assertThat(value("test_top2", bits)).isNaN();
    assertThat(value("test_accuracy", bits)).isEqualTo((1 + 0 + 1) / 3d);
  }

  @Test
  void miaAndItsScoresFromLogits() {
    // For two classes a logit difference d gives the loss ln(1 + e^-d): the golden losses.
    Map<Split, SplitOutputs> outputs = goldenOutputs("tiny");
    Metric.Input input = input(outputs);
    double mia = GoldenLosses.expected("tiny").required("mia").asDouble();
    assertThat(value("mia", input)).isEqualTo(mia);
    assertThat(value("forgetting_score", input)).isEqualTo(Math.abs(mia - 0.5));
    assertThat(value("nomus", input)).isEqualTo(0.5 * 0.75 + 0.5 * (1 - 2 * Math.abs(mia - 0.5)));
  }

  @Test
  void attacksNeedBothSidesAndFiniteLosses() {
    Map<Split, SplitOutputs> outputs = goldenOutputs("tiny");
    Map<Split, SplitOutputs> oneSided = new EnumMap<>(outputs);
    oneSided.remove(Split.UNSEEN);
    outputs.get(Split.FORGET).logits()[3][0] = Float.NaN;
    for (Metric.Input input : List.of(input(outputs), input(oneSided))) {
      assertThat(value("mia", input)).isNaN();
      assertThat(value("forgetting_score", input)).isNaN();
      assertThat(value("nomus", input)).isNaN();
    }
  }

  @Test
  void tugOfWarByHand() {
    // Accuracies: the model 1, 1/2, 1/2 and Retrained 1/2, 1/2, 0 on forget, retain, test.
    Metric.Input input =
        new Metric.Input(
            threeSplits(2, 1, 1), Optional.empty(), Optional.of(threeSplits(1, 1, 0)), 2, 10);
    assertThat(value("tow", input)).isEqualTo(0.5 * 1 * 0.5);
    assertThat(value("tow", input(threeSplits(2, 1, 1)))).isNaN();
    assertThat(value("rte", input)).isEqualTo(5);
  }

  @Test
  void toRetrainedItselfTugOfWarIsOne() {
    Map<Split, SplitOutputs> same = threeSplits(2, 1, 0);
    Metric.Input input = new Metric.Input(same, Optional.empty(), Optional.of(same), 1, 1);
    assertThat(value("tow", input)).isEqualTo(1);
  }

  @Test
  void aMethodThatTakesNoTimeHasNoRunTimeEfficiency() {
    Map<Split, SplitOutputs> any = threeSplits(1, 1, 1);
    assertThat(value("rte", new Metric.Input(any, Optional.empty(), Optional.empty(), 0, 10)))
        .isNaN();
    assertThat(
            value("rte", new Metric.Input(any, Optional.empty(), Optional.empty(), 3, Double.NaN)))
        .isNaN();
  }

  @Test
  void withoutAnyOutputsEverythingIsMissing() {
    Metric.Input empty =
        new Metric.Input(
            Map.of(), Optional.of(Map.of()), Optional.of(Map.of()), Double.NaN, Double.NaN);
    assertThat(metrics).allSatisfy(metric -> assertThat(metric.compute(empty)).isNaN());
  }

  @Test
  void theAttackPanelTellsForgetFromUnseen() {
    // Losses of forget far below those of unseen: every signal sees it.
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    float[][] sure = new float[10][];
    float[][] unsure = new float[10][];
    for (int i = 0; i < 10; i++) {
      sure[i] = new float[] {5 + i, 0, 0};
      unsure[i] = new float[] {0.1f * i, 0, 0};
    }
    outputs.put(Split.FORGET, single(Split.FORGET, new int[10], sure));
    outputs.put(Split.UNSEEN, single(Split.UNSEEN, new int[10], unsure));
    Metric.Input input = input(outputs);
    for (MembershipSignal signal : MembershipSignal.values()) {
      String column = "mia_" + signal.column();
      assertThat(value(column + "_auc", input)).isEqualTo(1);
      assertThat(value(column + "_auc_se", input)).isZero();
      assertThat(value(column + "_accuracy", input)).isEqualTo(1);
      assertThat(value(column + "_tpr1", input)).isEqualTo(1);
    }
    outputs.remove(Split.FORGET);
    assertThat(value("mia_loss_auc", input(outputs))).isNaN();
  }

  @Test
  void entropyRegressionByHand() {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    float[][] sure = {{9, 0}, {9, 0}, {9, 0}, {9, 0}};
    float[][] unsure = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    outputs.put(Split.RETAIN, single(Split.RETAIN, new int[4], sure));
    outputs.put(Split.TEST, single(Split.TEST, new int[4], unsure));
    float[][] mixed = {{9, 0}, {0, 0}, {0, 9}, {-8, 0}};
    outputs.put(Split.FORGET, single(Split.FORGET, new int[4], mixed));
    assertThat(value("mia_entropy_lr", input(outputs))).isEqualTo(0.75);
    outputs.remove(Split.TEST);
    assertThat(value("mia_entropy_lr", input(outputs))).isNaN();
  }

  @Test
  void supportVectorsOnConfidenceByHand() {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    float[][] unsure = {{0, 0}, {0, 0}, {0, 0}};
    // Only as many of retain count as test has; with all of it 0.5 would be on retain's side.
    float[][] sure = {{9, 0}, {9, 0}, {9, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
    outputs.put(Split.RETAIN, single(Split.RETAIN, new int[7], sure));
    outputs.put(Split.TEST, single(Split.TEST, new int[3], unsure));
    float[][] mixed = {{9, 0}, {0, 0}, {0, 9}, {5, 0}};
    outputs.put(Split.FORGET, single(Split.FORGET, new int[4], mixed));
    assertThat(value("mia_svc_confidence", input(outputs))).isEqualTo(0.5);
    outputs.remove(Split.RETAIN);
    assertThat(value("mia_svc_confidence", input(outputs))).isNaN();
  }

  @Test
  void supportVectorsOnConfidenceNeedOneLabel() {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      outputs.put(
          split, multi(split, new int[][] {{1, 0}, {0, 1}}, new float[][] {{1, 2}, {3, 4}}));
    }
    assertThat(value("mia_svc_confidence", input(outputs))).isNaN();
    assertThat(value("mia_entropy_lr", input(outputs))).isFinite();
  }

  @Test
  void closenessToRetrainedByHand() {
    Map<Split, SplitOutputs> outputs = goldenOutputs("tiny");
    Map<Split, SplitOutputs> retrained = new EnumMap<>(outputs);
    float[][] opposite = {{-90, 90}, {1, 0}, {1, 0}, {0, 1}};
    float[][] certain = {{90, -90}, {1, 0}, {1, 0}, {0, 1}};
    outputs.put(Split.TEST, single(Split.TEST, new int[4], certain));
    retrained.put(Split.TEST, single(Split.TEST, new int[4], opposite));
    Metric.Input input = new Metric.Input(outputs, Optional.empty(), Optional.of(retrained), 1, 1);
    assertThat(value("jsd_test", input)).isEqualTo(0.25, within(1e-12));
    assertThat(value("l1_test", input)).isEqualTo(0.5, within(1e-12));
    assertThat(value("disagreement_test", input)).isEqualTo(0.25);
    assertThat(value("disagreement_forget", input)).isZero();
    assertThat(value("jsd_retain", input)).isNaN();
    assertThat(value("mia_gap", input)).isZero();
    assertThat(value("mia_gap", input(outputs))).isNaN();
  }

  @Test
  void tugOfWarWithTheAttackInPlaceOfForgetAccuracy() {
    Map<Split, SplitOutputs> model = goldenOutputs("tiny");
    Map<Split, SplitOutputs> retrained = goldenOutputs("outliers");
    model.put(Split.RETAIN, twoImages(Split.RETAIN, 2));
    retrained.put(Split.RETAIN, twoImages(Split.RETAIN, 1));
    Metric.Input input = new Metric.Input(model, Optional.empty(), Optional.of(retrained), 1, 1);
    double gap = value("mia_gap", input);
    assertThat(gap)
        .isEqualTo(
            Math.abs(
                GoldenLosses.expected("tiny").required("mia").asDouble()
                    - value("mia", input(retrained))))
        .isPositive();
    assertThat(value("tow_mia", input)).isEqualTo((1 - gap) * 0.5 * 1);
  }

  private double value(String column, Metric.Input input) {
    return metrics.stream()
        .filter(metric -> metric.column().equals(column))
        .findFirst()
        .orElseThrow()
        .compute(input);
  }

  private static Metric.Input input(Map<Split, SplitOutputs> outputs) {
    return new Metric.Input(outputs, Optional.empty(), Optional.empty(), 1, Double.NaN);
  }

  /** Two images per split, so many of them right. */
  private static Map<Split, SplitOutputs> threeSplits(int forget, int retain, int test) {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    outputs.put(Split.FORGET, twoImages(Split.FORGET, forget));
    outputs.put(Split.RETAIN, twoImages(Split.RETAIN, retain));
    outputs.put(Split.TEST, twoImages(Split.TEST, test));
    return outputs;
  }

  private static SplitOutputs twoImages(Split split, int right) {
    float[][] logits = {{right > 0 ? 1 : -1, 0}, {right > 1 ? 1 : -1, 0}};
    return single(split, new int[] {0, 0}, logits);
  }

  /** Two-class outputs whose losses are the golden ones up to a float's precision. */
  private static Map<Split, SplitOutputs> goldenOutputs(String name) {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    outputs.put(Split.UNSEEN, ofLosses(Split.UNSEEN, GoldenLosses.unseen(name)));
    outputs.put(Split.FORGET, ofLosses(Split.FORGET, GoldenLosses.forget(name)));
    float[][] threeOfFour = {{1, 0}, {1, 0}, {1, 0}, {0, 1}};
    outputs.put(Split.TEST, single(Split.TEST, new int[4], threeOfFour));
    return outputs;
  }

  private static SplitOutputs ofLosses(Split split, double... losses) {
    float[][] logits = new float[losses.length][];
    for (int i = 0; i < losses.length; i++) {
      logits[i] = new float[] {(float) -Math.log(Math.expm1(losses[i])), 0};
      assertThat(Math.log1p(Math.exp(-logits[i][0]))).isEqualTo(losses[i], within(1e-5));
    }
    return single(split, new int[losses.length], logits);
  }
}
