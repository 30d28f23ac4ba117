package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocCurveTests {
  private static final double EXACT = 1e-9;

  static List<String> cases() {
    return GoldenLosses.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(String name) {
    JsonNode expected = GoldenLosses.json("roc.json").required("cases").required(name);
    RocCurve curve =
        RocCurve.of(negated(GoldenLosses.forget(name)), negated(GoldenLosses.unseen(name)));
    assertThat(curve.auc()).isEqualTo(expected.required("auc").asDouble(), within(EXACT));
    assertThat(curve.aucStandardError())
        .isEqualTo(expected.required("auc_se").asDouble(), within(EXACT));
    assertThat(curve.truePositiveRateAt(0.01))
        .isEqualTo(expected.required("tpr_at_1").asDouble(), within(EXACT));
    assertThat(curve.truePositiveRateAt(0.1))
        .isEqualTo(expected.required("tpr_at_10").asDouble(), within(EXACT));
    assertThat(curve.bestBalancedAccuracy())
        .isEqualTo(expected.required("best_balanced_accuracy").asDouble(), within(EXACT));
  }

  @Test
  void byHandWithATie() {
    // Pairs won by members 3, 1: over 2 and 1 and 0: 3 > all three; 1 > 0, = 1, < 2.
    RocCurve curve = RocCurve.of(new double[] {3, 1}, new double[] {2, 1, 0});
    assertThat(curve.auc()).isEqualTo((3 + 1.5) / 6);
    // Shares of others below each member: 1 and 1/2, variance 1/8. Shares of members above each
    // other: 1/2, 3/4, 1, variance 1/16.
    assertThat(curve.aucStandardError())
        .isEqualTo(Math.sqrt(0.125 / 2 + 0.0625 / 3), within(1e-15));
    assertThat(curve.truePositiveRateAt(0.01)).isEqualTo(0.5);
    assertThat(curve.truePositiveRateAt(0.5)).isEqualTo(0.5);
    assertThat(curve.truePositiveRateAt(0.7)).isEqualTo(1);
    assertThat(curve.bestBalancedAccuracy()).isEqualTo(0.75);
  }

  @Test
  void allScoresEqualIsGuessing() {
    double[] same = {0.3, 0.3, 0.3};
    RocCurve curve = RocCurve.of(same, same);
    assertThat(curve.auc()).isEqualTo(0.5);
    assertThat(curve.aucStandardError()).isZero();
    assertThat(curve.auc95().contains(0.5)).isTrue();
    assertThat(curve.truePositiveRateAt(0.01)).isZero();
    assertThat(curve.bestBalancedAccuracy()).isEqualTo(0.5);
  }

  @Test
  void fullSeparationBothWays() {
    double[] high = {5, 6, Double.POSITIVE_INFINITY};
    double[] low = {Double.NEGATIVE_INFINITY, 1, 2};
    assertThat(RocCurve.of(high, low).auc()).isEqualTo(1);
    assertThat(RocCurve.of(high, low).truePositiveRateAt(0)).isEqualTo(1);
    assertThat(RocCurve.of(high, low).bestBalancedAccuracy()).isEqualTo(1);
    assertThat(RocCurve.of(low, high).auc()).isZero();
    assertThat(RocCurve.of(low, high).bestBalancedAccuracy()).isEqualTo(0.5);
  }

  @Test
  void negativeZeroTiesWithZero() {
    assertThat(RocCurve.of(new double[] {0.0}, new double[] {-0.0}).auc()).isEqualTo(0.5);
  }

  @Test
  void anEmptySideOrNanLeavesNothingDefined() {
    double[] some = {1, 2};
    for (RocCurve curve :
        List.of(
            RocCurve.of(some, new double[0]),
            RocCurve.of(new double[0], some),
            RocCurve.of(new double[0], new double[0]),
            RocCurve.of(new double[] {1, Double.NaN}, some),
            RocCurve.of(some, new double[] {Double.NaN}))) {
      assertThat(curve.auc()).isNaN();
      assertThat(curve.aucStandardError()).isNaN();
      assertThat(curve.auc95().isDefined()).isFalse();
      assertThat(curve.truePositiveRateAt(0.01)).isNaN();
      assertThat(curve.bestBalancedAccuracy()).isNaN();
    }
  }

  @Test
  void oneSampleASideHasAnAreaButNoError() {
    RocCurve curve = RocCurve.of(new double[] {1}, new double[] {0, 2});
    assertThat(curve.auc()).isEqualTo(0.5);
    assertThat(curve.aucStandardError()).isNaN();
    assertThat(curve.auc95().isDefined()).isFalse();
  }

  @Test
  void theIntervalStaysBetweenNoughtAndOne() {
    RocCurve curve = RocCurve.of(new double[] {1, 3, 4}, new double[] {0, 0.5, 2});
    assertThat(curve.auc95().high()).isEqualTo(1);
    assertThat(curve.auc95().low()).isBetween(0.0, curve.auc());
  }

  @Property(tries = 300)
  void theOrderOfSamplesDoesNotMatter(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -5, max = 5) Integer> members,
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -5, max = 5) Integer> others,
      @ForAll long seed) {
    RocCurve before = RocCurve.of(doubles(members), doubles(others));
    Collections.shuffle(members, new Random(seed));
    Collections.shuffle(others, new Random(seed));
    assertSame(before, RocCurve.of(doubles(members), doubles(others)));
  }

  @Property(tries = 300)
  void aMonotoneMapChangesNothing(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -9, max = 9) Integer> members,
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -9, max = 9) Integer> others) {
    RocCurve before = RocCurve.of(doubles(members), doubles(others));
    double[] mappedMembers = Arrays.stream(doubles(members)).map(x -> Math.exp(x) - 7).toArray();
    double[] mappedOthers = Arrays.stream(doubles(others)).map(x -> Math.exp(x) - 7).toArray();
    assertSame(before, RocCurve.of(mappedMembers, mappedOthers));
  }

  @Property(tries = 300)
  void agreesWithCountingPairsAndMirrorsWhenSidesAreSwapped(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -5, max = 5) Integer> members,
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -5, max = 5) Integer> others) {
    double won = 0;
    for (int m : members) {
      for (int o : others) {
        won += m > o ? 1 : m == o ? 0.5 : 0;
      }
    }
    RocCurve curve = RocCurve.of(doubles(members), doubles(others));
    RocCurve swapped = RocCurve.of(doubles(others), doubles(members));
    assertThat(curve.auc()).isEqualTo(won / (members.size() * others.size()), within(1e-12));
    assertThat(swapped.auc()).isEqualTo(1 - curve.auc(), within(1e-12));
    assertThat(swapped.aucStandardError()).isEqualTo(curve.aucStandardError(), within(1e-12));
  }

  private static void assertSame(RocCurve a, RocCurve b) {
    assertThat(b.auc()).isEqualTo(a.auc());
    assertThat(b.aucStandardError()).isEqualTo(a.aucStandardError());
    assertThat(b.truePositiveRateAt(0.01)).isEqualTo(a.truePositiveRateAt(0.01));
    assertThat(b.truePositiveRateAt(0.3)).isEqualTo(a.truePositiveRateAt(0.3));
    assertThat(b.bestBalancedAccuracy()).isEqualTo(a.bestBalancedAccuracy());
  }

  private static double[] doubles(List<Integer> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  private static double[] negated(double... values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
