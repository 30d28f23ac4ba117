package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.method.RandomStreams;

class SvcConfidenceAttackTests {

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

  private static double[] shuffled(double[] values, SplittableRandom random) {
    return Arrays.stream(RandomStreams.permutation(values.length, random))
        .mapToDouble(i -> values[i])
        .toArray();
  }
}
