package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.metric.attack.Interval;

class SeedStatisticsTests {
  private static final double NAN = Double.NaN;

  /** Student's t, 0.975, from printed tables. */
  private static final double T2 = 4.302652729911;

  private static final double T4 = 2.776445105198;

  @Test
  void theIntervalByHand() {
    // 1, 2, 6: mean 3, variance (4 + 1 + 9) / 2 = 7.
    SeedSummary summary = SeedSummary.of(List.of(1.0, 2.0, 6.0));
    assertThat(summary.n()).isEqualTo(3);
    assertThat(summary.mean()).isEqualTo(3);
    assertThat(summary.deviation()).isEqualTo(Math.sqrt(7), within(1e-15));
    double half = T2 * Math.sqrt(7 / 3d);
    assertThat(summary.ci95().low()).isEqualTo(3 - half, within(1e-8));
    assertThat(summary.ci95().high()).isEqualTo(3 + half, within(1e-8));
    SeedSummary five = SeedSummary.of(List.of(0.0, 0.0, 0.0, 0.0, 5.0));
    assertThat(five.ci95().high()).isEqualTo(1 + T4, within(1e-8));
  }

  @Test
  void ratiosAreSummarisedOnTheScaleOfLogarithms() {
    // Logarithms to base 2: -1, 0, 1; their mean 0, deviation 1.
    Estimate ratio = Estimate.of("rte", List.of(0.5, 1.0, 2.0, NAN));
    double end = T2 / Math.sqrt(3);
    assertThat(ratio.n()).isEqualTo(3);
    assertThat(ratio.mean()).isEqualTo(1, within(1e-15));
    assertThat(ratio.low()).isEqualTo(Math.pow(2, -end), within(1e-8));
    assertThat(ratio.high()).isEqualTo(Math.pow(2, end), within(1e-8));
    assertThat(Estimate.of("nomus", List.of(0.5, 1.0, 2.0)).mean()).isEqualTo(3.5 / 3);
    for (String column : List.of("cost", "unlearn_seconds", "unlearn_cpu_seconds", "train_steps")) {
      Estimate wild = Estimate.of(column, List.of(0.01, 0.02, 90.0));
      assertThat(wild.low()).as(column).isPositive();
      assertThat(Estimate.of(List.of(0.01, 0.02, 90.0)).low()).isNegative();
    }
  }

  @Test
  void equalOrMissingRatiosStayAsTheyAre() {
    double third = 1 / 3.0;
    assertThat(Estimate.of("cost", List.of(third, third, third)))
        .isEqualTo(new Estimate(3, third, third, third));
    assertThat(Estimate.of("cost", List.of(0.0, 0.0))).isEqualTo(new Estimate(2, 0, 0, 0));
    assertThat(Estimate.of("cost", List.of(0.7))).isEqualTo(new Estimate(1, 0.7, NAN, NAN));
    assertThat(Estimate.of("cost", List.of(0.0, 1.0))).isEqualTo(new Estimate(2, 0.5, NAN, NAN));
    assertThat(Estimate.of("cost", List.of(NAN))).isEqualTo(Estimate.NONE);
  }

  @Test
  void missingSeedsAreCountedAndNeverZeros() {
    SeedSummary summary = SeedSummary.of(List.of(1.0, NAN, 3.0, NAN));
    assertThat(summary.n()).isEqualTo(2);
    assertThat(summary.missing()).isEqualTo(2);
    assertThat(summary.mean()).isEqualTo(2);
  }

  @Test
  void oneSeedHasNoIntervalAndNoneNoMean() {
    SeedSummary one = SeedSummary.of(List.of(0.4));
    assertThat(one.mean()).isEqualTo(0.4);
    assertThat(one.deviation()).isNaN();
    assertThat(one.ci95().isDefined()).isFalse();
    SeedSummary none = SeedSummary.of(List.of(NAN));
    assertThat(none.mean()).isNaN();
    assertThat(none.n()).isZero();
    assertThat(none.missing()).isOne();
  }

  @Test
  void equalSeedsHaveAnIntervalOfNoWidth() {
    assertThat(SeedSummary.of(List.of(0.5, 0.5)).ci95()).isEqualTo(new Interval(0.5, 0.5));
  }

  @Test
  void signFlipsByHand() {
    // Sums of +-1 +-2 +-4 with |sum| >= 7: the two with all signs alike.
    assertThat(SignFlips.pValue(1, 2, 4)).isEqualTo(0.25);
    // |sum| >= 5: 7, 5 and their mirrors.
    assertThat(SignFlips.pValue(-1, 2, 4)).isEqualTo(0.5);
    assertThat(SignFlips.pValue(3)).isEqualTo(1);
    assertThat(SignFlips.pValue(0, 0, 0)).isEqualTo(1);
    assertThat(SignFlips.pValue(1, 1, 1, 1, 1, 1)).isEqualTo(2 / 64d);
    assertThat(SignFlips.smallestPValue(6)).isEqualTo(2 / 64d);
    assertThat(SignFlips.smallestPValue(0)).isEqualTo(1);
  }

  @Test
  void roundingDoesNotBreakTies() {
    // Every sign pattern of the same size: the observed sum is among the ties however it is added.
    assertThat(SignFlips.pValue(0.1, 0.2, -0.3)).isEqualTo(1);
    assertThat(SignFlips.pValue(0.1, 0.1, -0.1)).isEqualTo(1);
  }

  @Test
  void signFlipsWithoutAPairOrWithNanAreMissing() {
    assertThat(SignFlips.pValue()).isNaN();
    assertThat(SignFlips.pValue(1, NAN)).isNaN();
  }

  @Test
  void manySeedsAreDrawnButRepeatably() {
    double[] alike = new double[24];
    Arrays.fill(alike, 1);
    assertThat(SignFlips.pValue(alike)).isLessThan(1e-4).isPositive();
    double[] mixed = new double[24];
    Arrays.setAll(mixed, i -> i % 2 == 0 ? 1 : -0.5);
    double first = SignFlips.pValue(mixed);
    assertThat(first).isEqualTo(SignFlips.pValue(mixed)).isBetween(0.05, 0.4);
  }

  @Property(tries = 200)
  void thePValueIgnoresDirectionAndOrderAndHasAFloor(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -1, max = 1) Double> values) {
    double[] d = values.stream().mapToDouble(v -> v).toArray();
    double p = SignFlips.pValue(d);
    assertThat(p).isBetween(SignFlips.smallestPValue(d.length), 1.0);
    assertThat(SignFlips.pValue(Arrays.stream(d).map(v -> -v).toArray())).isEqualTo(p);
    double[] reversed = new double[d.length];
    Arrays.setAll(reversed, i -> d[d.length - 1 - i]);
    assertThat(SignFlips.pValue(reversed)).isEqualTo(p);
  }

  @Test
  void pairsAreTheSeedsBothHave() {
    Map<Long, Double> method = Map.of(1L, 0.5, 2L, 0.7, 3L, NAN, 4L, 0.9, 6L, NAN);
    Map<Long, Double> reference = Map.of(1L, 0.4, 2L, 0.4, 3L, 0.1, 5L, 0.0, 6L, NAN);
    PairedComparison pair = PairedComparison.of(method, reference);
    assertThat(pair.pairs()).isEqualTo(2);
    assertThat(pair.differences().missing()).isEqualTo(3); // 3, 4, 5; nobody has 6
    assertThat(pair.meanDifference()).isEqualTo(0.2, within(1e-12));
    assertThat(pair.pValue()).isEqualTo(0.5);
    double half = 12.706204736175 * Math.sqrt(0.02) / Math.sqrt(2);
    assertThat(pair.ci95().high()).isEqualTo(0.2 + half, within(1e-7));
  }

  @Test
  void withoutPairsThereIsNoComparison() {
    PairedComparison pair = PairedComparison.of(Map.of(1L, 1.0), Map.of(2L, 1.0));
    assertThat(pair.pairs()).isZero();
    assertThat(pair.meanDifference()).isNaN();
    assertThat(pair.pValue()).isNaN();
    assertThat(pair.ci95().isDefined()).isFalse();
  }

  @Test
  void quantilesInterpolate() {
    double[] values = new double[41];
    Arrays.setAll(values, i -> 40 - i);
    assertThat(Interval.middle95(values)).isEqualTo(new Interval(1, 39));
    assertThat(Interval.middle95(7)).isEqualTo(new Interval(7, 7));
    assertThat(Interval.middle95(0, 10).low()).isEqualTo(0.25, within(1e-12));
    assertThat(Interval.middle95().isDefined()).isFalse();
    assertThat(Interval.middle95(1, NAN).isDefined()).isFalse();
  }

  @Test
  void intervalsRefuseNonsense() {
    assertThatThrownBy(() -> new Interval(2, 1)).hasMessage("no interval: 2.0 to 1.0");
    assertThatThrownBy(() -> new Interval(NAN, 1)).hasMessageContaining("no interval");
    assertThat(Interval.around(1, NAN)).isEqualTo(Interval.NONE);
    assertThat(Interval.NONE.contains(0)).isFalse();
    assertThat(Interval.NONE.clip(0, 1)).isEqualTo(Interval.NONE);
    assertThat(new Interval(-1, 2).clip(0, 1)).isEqualTo(new Interval(0, 1));
  }
}
