package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.metric.attack.Interval;

class RankBootstrapTests {

  @Test
  void methodsThatNeverCrossHaveSureRanks() {
    Map<String, RankBootstrap.Rank> ranks =
        ranks(true, "a", s(1, 2, 3), "b", s(4, 5, 6), "c", s(0, 0, 0));
    assertThat(ranks.keySet()).containsExactly("a", "b", "c");
    assertThat(ranks.get("b")).isEqualTo(new RankBootstrap.Rank(1, 3, new Interval(1, 1)));
    assertThat(ranks.get("a")).isEqualTo(new RankBootstrap.Rank(2, 3, new Interval(2, 2)));
    assertThat(ranks.get("c")).isEqualTo(new RankBootstrap.Rank(3, 3, new Interval(3, 3)));
    assertThat(ranks(false, "a", s(1, 2, 3), "b", s(4, 5, 6)).get("a").rank()).isOne();
  }

  @Test
  void methodsThatCrossDoNot() {
    // b wins only where the third seed is not drawn: 8 of 27 draws.
    Map<String, RankBootstrap.Rank> ranks = ranks(true, "a", s(1, 1, 9), "b", s(2, 2, 2));
    assertThat(ranks.get("a")).isEqualTo(new RankBootstrap.Rank(1, 3, new Interval(1, 2)));
    assertThat(ranks.get("b")).isEqualTo(new RankBootstrap.Rank(2, 3, new Interval(1, 2)));
  }

  @Test
  void equalMethodsShareTheBetterRank() {
    Map<String, RankBootstrap.Rank> ranks =
        ranks(true, "a", s(0.1, 0.2, 0.3), "b", s(0.1, 0.2, 0.3), "c", s(0, 0, 0));
    assertThat(ranks.get("a")).isEqualTo(ranks.get("b"));
    assertThat(ranks.get("a").ci95()).isEqualTo(new Interval(1, 1));
    assertThat(ranks.get("c").rank()).isEqualTo(3);
  }

  @Test
  void aMethodThatLacksASeedHasARankButNoInterval() {
    Map<String, RankBootstrap.Rank> ranks =
        ranks(true, "a", s(1, 2, 3), "b", s(9, Double.NaN, 9), "c", s(0, 0, 0));
    assertThat(ranks.get("b")).isEqualTo(new RankBootstrap.Rank(1, 0, Interval.NONE));
    assertThat(ranks.get("a").rank()).isEqualTo(2);
    assertThat(ranks.get("a").ci95()).isEqualTo(new Interval(2, 2)); // b counts with its mean
  }

  @Test
  void aSeedThatFewHaveIsNotAskedOfTheOthers() {
    Map<String, RankBootstrap.Rank> ranks =
        ranks(true, "a", s(1, 2), "b", s(3, 4), "c", s(5, 6, 7), "d", s(Double.NaN));
    assertThat(ranks).doesNotContainKey("d");
    assertThat(ranks.get("a")).isEqualTo(new RankBootstrap.Rank(3, 2, new Interval(3, 3)));
    assertThat(ranks.get("c").seeds()).isEqualTo(2);
  }

  @Test
  void oneSeedOrNoMethodSaysNothing() {
    assertThat(ranks(true, "a", s(1), "b", s(2)).get("b"))
        .isEqualTo(new RankBootstrap.Rank(1, 0, Interval.NONE));
    assertThat(RankBootstrap.ranks(Map.of(), true)).isEmpty();
  }

  @Property(tries = 300)
  void ranksAreWithinTheirIntervalsAndBlindToMonotoneLinearMaps(
      @ForAll @Size(min = 1, max = 5)
          List<@Size(3) List<@DoubleRange(min = -1, max = 1) Double>> methods) {
    Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
    Map<String, Map<Long, Double>> mapped = new LinkedHashMap<>();
    Map<String, Map<Long, Double>> reversed = new LinkedHashMap<>();
    for (int m = 0; m < methods.size(); m++) {
      double[] v = methods.get(m).stream().mapToDouble(d -> Math.rint(8 * d)).toArray();
      values.put("m" + m, s(v));
      mapped.put("m" + m, s(Arrays.stream(v).map(d -> 2 * d + 16).toArray()));
      reversed.put("m" + m, s(Arrays.stream(v).map(d -> -d).toArray()));
    }
    Map<String, RankBootstrap.Rank> ranks = RankBootstrap.ranks(values, true);
    assertThat(RankBootstrap.ranks(mapped, true)).isEqualTo(ranks);
    assertThat(RankBootstrap.ranks(reversed, false)).isEqualTo(ranks);
    ranks.values().forEach(rank -> assertThat(rank.ci95().contains(rank.rank())).isTrue());
  }

  @Test
  void manySeedsAreDrawnRepeatably() {
    Map<Long, Double> a = s(1, 5, 2, 6, 3, 7, 4);
    Map<Long, Double> b = s(2, 4, 3, 5, 4, 6, 3);
    Map<String, RankBootstrap.Rank> first = ranks(true, "a", a, "b", b);
    assertThat(first).isEqualTo(ranks(true, "a", a, "b", b));
    assertThat(first.get("a").ci95()).isEqualTo(new Interval(1, 2));
  }

  private static Map<Long, Double> s(double... values) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put(i + 1L, values[i]);
    }
    return bySeed;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, RankBootstrap.Rank> ranks(boolean higher, Object... pairs) {
    Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], (Map<Long, Double>) pairs[i + 1]);
    }
    return RankBootstrap.ranks(values, higher);
  }
}
