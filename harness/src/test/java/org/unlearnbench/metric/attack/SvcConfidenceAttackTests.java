package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.metric.attack.SvcConfidenceAttack.SupportVectors;

class SvcConfidenceAttackTests {
  /** libsvm keeps the kernel in single precision. */
  private static final double SINGLE_PRECISION = 3e-6;

  static List<String> cases() {
    return GoldenConfidences.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(String name) {
    double expected =
        GoldenConfidences.rows(name).stream()
            .filter(row -> row.set().equals("forget"))
            .mapToInt(GoldenConfidences.Row::prediction)
            .average()
            .orElseThrow();
    double share =
        SvcConfidenceAttack.shareOfMembers(
            GoldenConfidences.of(name, "retain"),
            GoldenConfidences.of(name, "test"),
            GoldenConfidences.of(name, "forget"));
    assertThat(share).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesAsScikitLearn(String name) {
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
    assertThat(model.decision(0)).isEqualTo(-1, within(SINGLE_PRECISION));
    assertThat(model.decision(0.5)).isEqualTo(0, within(SINGLE_PRECISION));
    assertThat(model.decision(1)).isEqualTo(1, within(SINGLE_PRECISION));
  }

  @Test
  void twoNearPointsAreHeldByTheBoxByHand() {
    // a = 3 for both, decisions +-3 (1 - k); any intercept up to 1 off is as good: the middle.
    SupportVectors model = SupportVectors.fit(new double[] {0.4}, new double[] {0.6});
    double side = 3 * (1 - Math.exp(-0.04));
    assertThat(model.decision(0.4)).isEqualTo(-side, within(SINGLE_PRECISION));
    assertThat(model.decision(0.6)).isEqualTo(side, within(SINGLE_PRECISION));
    assertThat(model.predict(0.49)).isZero();
    assertThat(model.predict(0.51)).isEqualTo(1);
  }

  @Test
  void samplesThatAreAllAlikeGoWithTheLargerClass() {
    SupportVectors more = SupportVectors.fit(new double[] {1, 1}, new double[] {1, 1, 1});
    assertThat(more.decision(1)).isEqualTo(1, within(SINGLE_PRECISION));
    SupportVectors fewer = SupportVectors.fit(new double[] {1, 1, 1}, new double[] {1});
    assertThat(fewer.decision(1)).isEqualTo(-1, within(SINGLE_PRECISION));
    assertThat(fewer.predict(0.2)).isZero();
  }

  @Property(tries = 50)
  void theSameSamplesInBothClassesAreATie(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
    double[] values = confidences(new SplittableRandom(seed), size);
    SupportVectors model = SupportVectors.fit(values, values);
    for (double x : values) {
      assertThat(model.decision(x)).isEqualTo(0, within(1e-9));
      assertThat(model.predict(x)).isEqualTo(1);
    }
  }

  @Test
  void threadsSideBySideAgreeAndNothingIsPrinted() {
    SplittableRandom random = new SplittableRandom(5);
    double[] test = confidences(random, 300);
    double[] retain = confidences(random, 300);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true));
    try {
      List<Double> decisions =
          IntStream.range(0, 16)
              .parallel()
              .mapToObj(i -> SupportVectors.fit(test, retain).decision(0.9))
              .distinct()
              .toList();
      assertThat(decisions).hasSize(1);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  void learnsFromAsManyOfRetainAsTestHas() {
    double[] test = {0, 0, 0.1};
    double[] forget = {0.05, 0.3, 0.9, 1};
    double[] retain = {1, 1, 0.9, 0, 0, 0, Double.NaN};
    assertThat(SvcConfidenceAttack.shareOfMembers(retain, test, forget)).isEqualTo(0.5);
    double[] turned = {0, 0, 0, 0, 1, 1, 0.9};
    assertThat(SvcConfidenceAttack.shareOfMembers(turned, test, forget)).isNotEqualTo(0.5);
  }

  @Property(tries = 100)
  void theOrderWithinWhatIsUsedDoesNotMatter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 40) int retained) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] retain = random.doubles(retained).toArray();
    double[] test = random.doubles(size).toArray();
    double[] forget = random.doubles(20).toArray();
    double[] used = Arrays.copyOf(retain, Math.min(retained, size));
    double[] sameUsed = shuffled(used, random);
    double[] sameRetain = retain.clone();
    System.arraycopy(sameUsed, 0, sameRetain, 0, sameUsed.length);
    double[] sameTest = shuffled(test, random);
    assertThat(SvcConfidenceAttack.shareOfMembers(sameRetain, sameTest, shuffled(forget, random)))
        .isEqualTo(SvcConfidenceAttack.shareOfMembers(retain, test, forget));
    SupportVectors model = SupportVectors.fit(test, used);
    SupportVectors same = SupportVectors.fit(sameTest, sameUsed);
    for (double x : forget) {
      assertThat(same.decision(x)).isEqualTo(model.decision(x)); // to the bit
    }
  }

  @Test
  void saysWhyItCannotBeMade() {
    double[] none = {};
    double[] some = {0.5, 1};
    assertThat(SvcConfidenceAttack.obstacle(none, some, some)).isPresent();
    assertThat(SvcConfidenceAttack.obstacle(some, none, some)).isPresent();
    assertThat(SvcConfidenceAttack.obstacle(some, some, none)).isPresent();
    for (double bad : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
      double[] broken = {0.5, bad};
      assertThat(SvcConfidenceAttack.obstacle(broken, some, some))
          .contains("a confidence is not in 0..1");
      assertThat(SvcConfidenceAttack.obstacle(some, broken, some)).isPresent();
      assertThat(SvcConfidenceAttack.obstacle(some, some, broken)).isPresent();
    }
    assertThat(SvcConfidenceAttack.obstacle(some, some, some)).isEmpty();
    assertThatThrownBy(() -> SvcConfidenceAttack.shareOfMembers(some, some, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retain, test and forget must not be empty");
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

  private static double[] shuffled(double[] values, SplittableRandom random) {
    return Arrays.stream(RandomStreams.permutation(values.length, random))
        .mapToDouble(i -> values[i])
        .toArray();
  }
}
