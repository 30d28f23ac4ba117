package org.unlearnbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.metric.Outputs.multi;
import static org.unlearnbench.metric.Outputs.single;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.SplitOutputs;

/** Every metric on outputs with something missing, broken or all alike. */
class DegenerateOutputsTests {
  private static final int IMAGES = 24;

  /** Take the splits that are there, see {@link #standingStillIsToldByTheSplitsThatAreThere}. */
  private static final Set<String> FROM_ORIGINAL = Set.of("accuracy_change", "jsd_original");

  private static final List<Metric> METRICS =
      new StandardMetrics()
          .metrics().stream()
              .filter(metric -> !metric.column().startsWith("relearn_"))
              .filter(metric -> !metric.column().startsWith("weight_distance_"))
              .filter(metric -> !FROM_ORIGINAL.contains(metric.column()))
              .toList();

  private static final Set<String> SINGLE_LABEL = Set.of("test_top2", "mia_svc_confidence");

  /** The splits without whose outputs a metric is not defined. */
  private static Set<Split> needs(String column) {
    Set<Split> attacked = EnumSet.of(Split.FORGET, Split.UNSEEN);
    return switch (column) {
      case "rte", "cost" -> EnumSet.noneOf(Split.class);
      case "test_top2" -> EnumSet.of(Split.TEST);
      case "nomus" -> EnumSet.of(Split.TEST, Split.FORGET, Split.UNSEEN);
      case "tow", "mia_entropy_lr", "mia_entropy_svc", "mia_svc_confidence" ->
          EnumSet.of(Split.FORGET, Split.RETAIN, Split.TEST);
      case "tow_mia" -> EnumSet.allOf(Split.class);
      case "forgetting_score" -> attacked;
      default -> {
        if (column.startsWith("mia")) {
          yield attacked;
        }
        String split = column.replaceFirst("_accuracy$", "").replaceFirst("^.*_", "");
        yield EnumSet.of(Split.ofKey(split));
      }
    };
  }

  private static Map<Split, SplitOutputs> outputs(long seed, boolean multiLabel) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      float[][] logits = new float[IMAGES][3];
      int[] labels = new int[IMAGES];
      int[][] bits = new int[IMAGES][3];
      for (int i = 0; i < IMAGES; i++) {
        labels[i] = i % 3;
        for (int k = 0; k < 3; k++) {
          logits[i][k] = (float) random.nextDouble(-3, 3);
          bits[i][k] = random.nextInt(2);
        }
      }
      outputs.put(split, multiLabel ? multi(split, bits, logits) : single(split, labels, logits));
    }
    return outputs;
  }

  private static Metric.Input input(
      Map<Split, SplitOutputs> model, Map<Split, SplitOutputs> retrained) {
    return new Metric.Input(
        new ModelScores(model),
        Optional.empty(),
        Optional.of(new ModelScores(retrained)),
        2,
        8,
        Optional.of(new Cost(10, 600, 300, Optional.empty())),
        Optional.of(new Cost(40, 2400, 2400, Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  private static SplitOutputs cut(SplitOutputs outputs, int images) {
    return new SplitOutputs(
        outputs.split(),
        outputs.task(),
        outputs.paths().subList(0, images),
        Arrays.copyOf(outputs.labels(), images),
        Arrays.copyOf(outputs.logits(), images));
  }

  /** A metric is missing exactly where a split it needs is; all others keep their values. */
  private static void missExactlyWhatTheyNeed(
      Map<Split, SplitOutputs> whole,
      Map<Split, SplitOutputs> broken,
      Map<Split, SplitOutputs> retrained,
      Map<Split, SplitOutputs> brokenRetrained,
      Split split) {
    for (Metric metric : METRICS) {
      double before = metric.compute(input(whole, retrained));
      double after = metric.compute(input(broken, brokenRetrained));
      if (needs(metric.column()).contains(split)) {
        assertThat(after).as(metric.column() + " without " + split).isNaN();
      } else {
        assertThat(after).as(metric.column() + " needs no " + split).isEqualTo((Double) before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void anEmptyOrAbsentSplitIsMissedByThoseThatNeedIt(Split split) {
    for (boolean multiLabel : new boolean[] {false, true}) {
      Map<Split, SplitOutputs> model = outputs(1, multiLabel);
      Map<Split, SplitOutputs> retrained = outputs(2, multiLabel);
      Map<Split, SplitOutputs> empty = new EnumMap<>(model);
      empty.put(split, cut(model.get(split), 0));
      Map<Split, SplitOutputs> emptyRetrained = new EnumMap<>(retrained);
      emptyRetrained.put(split, cut(retrained.get(split), 0));
      missExactlyWhatTheyNeed(model, empty, retrained, emptyRetrained, split);
      empty.remove(split);
      emptyRetrained.remove(split);
      missExactlyWhatTheyNeed(model, empty, retrained, emptyRetrained, split);
    }
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void oneLogitThatIsNotFiniteSpoilsWhatNeedsItsSplit(Split split) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (boolean multiLabel : new boolean[] {false, true}) {
        Map<Split, SplitOutputs> broken = outputs(1, multiLabel);
        broken.get(split).logits()[IMAGES / 2][1] = bad;
        Map<Split, SplitOutputs> retrained = outputs(2, multiLabel);
        missExactlyWhatTheyNeed(outputs(1, multiLabel), broken, retrained, retrained, split);
      }
    }
  }

  @Test
  void everythingIsDefinedOnWholeOutputs() {
    for (Metric metric : METRICS) {
      assertThat(metric.compute(input(outputs(1, false), outputs(2, false))))
          .as(metric.column())
          .isFinite();
      double bits = metric.compute(input(outputs(1, true), outputs(2, true)));
      assertThat(Double.isNaN(bits))
          .as(metric.column())
          .isEqualTo(SINGLE_LABEL.contains(metric.column()));
    }
  }

  /**
   * A model that says the same of every image: no attack finds anything, none divides by zero.
   * Twenty images a side: each fold of the published attack then has two of both to guess at.
   */
  @ParameterizedTest
  @ValueSource(floats = {0, 1, 80})
  void equalLossesAreGuessing(float logit) {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      float[][] logits = new float[20][];
      Arrays.setAll(logits, i -> new float[] {logit, 0, 0});
      outputs.put(split, single(split, new int[20], logits));
    }
    Metric.Input input = input(outputs, outputs);
    assertThat(value("mia", input)).isEqualTo(0.5, within(1e-12));
    assertThat(value("forgetting_score", input)).isEqualTo(0, within(1e-12));
    assertThat(value("nomus", input)).isEqualTo(1, within(1e-12));
    for (MembershipSignal signal : MembershipSignal.values()) {
      String column = "mia_" + signal.column();
      assertThat(value(column + "_auc", input)).isEqualTo(0.5);
      assertThat(value(column + "_auc_se", input)).isZero();
      assertThat(value(column + "_accuracy", input)).isEqualTo(0.5);
      assertThat(value(column + "_tpr1", input)).isZero();
    }
    assertThat(value("mia_entropy_lr", input)).isBetween(0.0, 1.0);
    assertThat(value("mia_entropy_svc", input)).isBetween(0.0, 1.0);
    // All decisions are ties, which go to members as in the published attack.
    assertThat(value("mia_svc_confidence", input)).isEqualTo(1);
    assertThat(value("tow", input)).isEqualTo(1);
    assertThat(value("tow_mia", input)).isEqualTo(1);
    assertThat(value("mia_gap", input)).isZero();
    for (Split split : Split.values()) {
      assertThat(value("jsd_" + split.key(), input)).isZero();
      assertThat(value("l1_" + split.key(), input)).isZero();
      assertThat(value("disagreement_" + split.key(), input)).isZero();
    }
  }

  /** All images of one class, as a forget set of one class has them, is nothing special. */
  @Test
  void aSplitOfOneClassIsScoredLikeAnyOther() {
    Map<Split, SplitOutputs> outputs = outputs(1, false);
    SplitOutputs forget = outputs.get(Split.FORGET);
    outputs.put(Split.FORGET, single(Split.FORGET, new int[IMAGES], forget.logits()));
    int right = 0;
    for (float[] z : forget.logits()) {
      right += z[0] >= z[1] && z[0] >= z[2] ? 1 : 0;
    }
    Metric.Input input = input(outputs, outputs);
    assertThat(value("forget_accuracy", input)).isEqualTo((double) right / IMAGES);
    METRICS.forEach(metric -> assertThat(metric.compute(input)).as(metric.column()).isFinite());
  }

  @Test
  void standingStillIsToldByTheSplitsThatAreThere() {
    Map<Split, SplitOutputs> original = outputs(1, false);
    Map<Split, SplitOutputs> moved = outputs(1, false);
    moved.put(Split.TEST, outputs(2, false).get(Split.TEST));
    Map<Split, SplitOutputs> without = new EnumMap<>(moved);
    without.remove(Split.TEST);
    Map<Split, SplitOutputs> infinite = outputs(1, false);
    infinite.get(Split.TEST).logits()[0][0] = Float.NaN;
    for (String column : FROM_ORIGINAL) {
      assertThat(change(column, original, original)).as(column).isZero();
      assertThat(change(column, moved, original)).as(column).isPositive();
      assertThat(change(column, without, original)).as(column).isZero();
    }
    assertThat(change("jsd_original", infinite, original)).isNaN();
    Metric.Input alone = new Metric.Input(moved, Optional.empty(), Optional.empty(), 2, 8);
    assertThat(value("jsd_original", alone)).isNaN();
  }

  private static double change(
      String column, Map<Split, SplitOutputs> model, Map<Split, SplitOutputs> original) {
    return value(column, new Metric.Input(model, Optional.of(original), Optional.empty(), 2, 8));
  }

  /** Too few images for the ten-fold attack: it is missing, what can be said is said. */
  @Test
  void oneImageASplit() {
    Map<Split, SplitOutputs> outputs = outputs(1, false);
    outputs.replaceAll((split, whole) -> cut(whole, 1));
    Metric.Input input = input(outputs, outputs);
    for (String column : List.of("mia", "forgetting_score", "nomus", "mia_gap", "tow_mia")) {
      assertThat(value(column, input)).as(column).isNaN();
    }
    assertThat(value("test_accuracy", input)).isIn(0.0, 1.0);
    assertThat(value("mia_loss_auc", input)).isIn(0.0, 1.0);
    assertThat(value("mia_loss_auc_se", input)).isNaN();
    assertThat(value("tow", input)).isEqualTo(1);
  }

  private static double value(String column, Metric.Input input) {
    return new StandardMetrics()
        .metrics().stream()
            .filter(metric -> metric.column().equals(column))
            .findFirst()
            .orElseThrow()
            .compute(input);
  }
}
