package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SupportVectorsTests {
  private static final double C = 3;

  /** libsvm keeps the kernel in single precision. */
  private static final double SINGLE_PRECISION = 3e-6;

  static List<String> cases() {
    return GoldenConfidences.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(String name) {
    double[] test = GoldenConfidences.of(name, "test");
    double[] retain = GoldenConfidences.of(name, "retain");
    SupportVectors model =
        SupportVectors.fit(test, Arrays.copyOf(retain, Math.min(retain.length, test.length)));
    for (GoldenConfidences.Row row : GoldenConfidences.rows(name)) {
      double x = row.confidence();
      assertThat(model.decision(x))
          .as(row.toString())
          .isEqualTo(row.decision(), within(SINGLE_PRECISION));
      assertThat(model.predict(x)).as(row.toString()).isEqualTo(row.prediction());
    }
  }

  @Test
  void twoDistantPointsAreSupportVectorsByHand() {
    // w = a (phi(1) - phi(0)), |phi(1) - phi(0)|^2 = 2 - 2 / e: both at the margin with a < 3.
    SupportVectors model = SupportVectors.fit(new double[] {0}, new double[] {1});
    assertThat(model.decision(0)).isEqualTo(-1, within(1e-10));
    assertThat(model.decision(0.5)).isEqualTo(0, within(1e-10));
    assertThat(model.decision(1)).isEqualTo(1, within(1e-10));
    double a = 2 / (2 - 2 * Math.exp(-1));
    assertThat(model.coefficients()).containsExactly(new double[] {-a, a}, within(1e-10));
  }

  @Test
  void twoNearPointsAreHeldByTheBoxByHand() {
    // a = 3 for both, decisions +-3 (1 - k); any intercept up to 1 off is as good: the middle.
    SupportVectors model = SupportVectors.fit(new double[] {0.4}, new double[] {0.6});
    double side = 3 * (1 - Math.exp(-0.04));
    assertThat(model.decision(0.4)).isEqualTo(-side, within(1e-10));
    assertThat(model.decision(0.6)).isEqualTo(side, within(1e-10));
    assertThat(model.predict(0.49)).isZero();
    assertThat(model.predict(0.51)).isEqualTo(1);
  }

  @Test
  void tellsConfidencesApartThatAreAllCloseToOne() {
    double near = 1 - 1e-5;
    SupportVectors model = SupportVectors.fit(new double[] {near}, new double[] {1});
    assertThat(model.decision(1)).isEqualTo(-3 * Math.expm1(-1e-10), within(1e-14));
    assertThat(model.predict(near)).isZero();
    assertThat(model.predict(1)).isEqualTo(1);
  }

  @Test
  void samplesThatAreAllAlikeGoWithTheLargerClass() {
    SupportVectors more = SupportVectors.fit(new double[] {1, 1}, new double[] {1, 1, 1});
    assertThat(more.decision(1)).isEqualTo(1, within(1e-10));
    SupportVectors fewer = SupportVectors.fit(new double[] {1, 1, 1}, new double[] {1});
    assertThat(fewer.decision(1)).isEqualTo(-1, within(1e-10));
    assertThat(fewer.predict(0.2)).isZero();
  }

  @Property(tries = 100)
  void theSameSamplesInBothClassesAreATie(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
    double[] values = confidences(new SplittableRandom(seed), size);
    SupportVectors model = SupportVectors.fit(values, values);
    for (double x : values) {
      assertThat(model.decision(x)).isEqualTo(0, within(1e-12));
      assertThat(model.predict(x)).isEqualTo(1);
    }
  }

  /**
   * The gap between primal and dual, by the kernel itself, bounds how far from the optimum it is.
   */
  @Property(tries = 200)
  void leavesNoDualityGap(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 150) int zeros,
      @ForAll @IntRange(min = 1, max = 150) int ones) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] zero = confidences(random, zeros);
    double[] one = confidences(random, ones);
    SupportVectors model = SupportVectors.fit(zero, one);
    double[] points = model.points();
    double[] coefficients = model.coefficients();
    double norm = 0;
    double multipliers = 0;
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      multipliers += Math.abs(coefficients[i]);
      sum += coefficients[i];
      for (int j = 0; j < points.length; j++) {
        double distance = points[i] - points[j];
        norm += coefficients[i] * coefficients[j] * Math.exp(-distance * distance);
      }
    }
    double losses =
        DoubleStream.of(one).map(x -> Math.max(0, 1 - model.decision(x))).sum()
            + DoubleStream.of(zero).map(x -> Math.max(0, 1 + model.decision(x))).sum();
    double scale = C * (zeros + ones);
    assertThat(sum / scale).isEqualTo(0, within(1e-11));
    assertThat(norm + C * losses - multipliers).isEqualTo(0, within(1e-9 * scale));
  }

  @Property(tries = 100)
  void exchangingTheClassesTurnsTheSign(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int zeros,
      @ForAll @IntRange(min = 1, max = 60) int ones) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] zero = confidences(random, zeros);
    double[] one = confidences(random, ones);
    SupportVectors model = SupportVectors.fit(zero, one);
    SupportVectors exchanged = SupportVectors.fit(one, zero);
    for (double x = 0; x <= 1; x += 0.125) {
      assertThat(exchanged.decision(x)).isEqualTo(-model.decision(x), within(1e-6));
    }
  }

  @Test
  void refusesOneClassAndWhatIsNoConfidence() {
    double[] some = {0.5, 1};
    assertThatThrownBy(() -> SupportVectors.fit(some, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only one class among 2 samples");
    assertThatThrownBy(() -> SupportVectors.fit(new double[0], new double[0]))
        .hasMessage("only one class among 0 samples");
    for (double bad : new double[] {Double.NaN, -0.1, 1.5, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> SupportVectors.fit(some, new double[] {0.5, bad}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("feature " + bad + " is not in 0..1");
    }
  }

  /** Of all kinds: spread out, on a coarse grid, close to 1 and exactly 1. */
  private static double[] confidences(SplittableRandom random, int size) {
    int kind = random.nextInt(4);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double u = random.nextDouble();
      values[i] =
          switch (kind) {
            case 0 -> u;
            case 1 -> Math.round(u * 8) / 8.0;
            case 2 -> (float) (1 - Math.pow(10, -12 * u));
            default -> u < 0.7 ? 1 : random.nextDouble();
          };
    }
    return values;
  }
}
