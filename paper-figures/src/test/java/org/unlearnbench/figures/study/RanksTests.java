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

class RanksTests {

  @Test
  void methodsWhoseDifferenceIsSteadyHaveSureRanks() {
    Map<String, Ranks.Rank> ranks =
        ranks(true, "a", s(1, 2, 3), "b", s(4, 5, 6.1), "c", s(0, 1, 2.1));
    assertThat(ranks.keySet()).containsExactly("a", "b", "c");
    assertThat(ranks.get("b")).isEqualTo(new Ranks.Rank(1, 3, new Interval(1, 1)));
    assertThat(ranks.get("a")).isEqualTo(new Ranks.Rank(2, 3, new Interval(2, 2)));
    assertThat(ranks.get("c")).isEqualTo(new Ranks.Rank(3, 3, new Interval(3, 3)));
    assertThat(ranks(false, "a", s(1, 2, 3), "b", s(4, 5, 6)).get("a").rank()).isOne();
  }

  /** Drawing three seeds anew would call a the winner in all of 27 draws. */
  @Test
  void alwaysAheadOnThreeSeedsIsNotSureIfTheLeadVaries() {
    Map<String, Ranks.Rank> ranks = ranks(true, "a", s(0.51, 0.60, 0.75), "b", s(0.50, 0.50, 0.50));
    assertThat(ranks.get("a")).isEqualTo(new Ranks.Rank(1, 3, new Interval(1, 2)));
    assertThat(ranks.get("b")).isEqualTo(new Ranks.Rank(2, 3, new Interval(1, 2)));
  }

  @Test
  void equalMethodsShareTheBetterRank() {
    Map<String, Ranks.Rank> ranks =
        ranks(true, "a", s(0.1, 0.2, 0.3), "b", s(0.1, 0.2, 0.3), "c", s(-1, -0.9, -0.8));
    assertThat(ranks.get("a")).isEqualTo(ranks.get("b"));
    assertThat(ranks.get("a").ci95()).isEqualTo(new Interval(1, 2));
    assertThat(ranks.get("c")).isEqualTo(new Ranks.Rank(3, 3, new Interval(3, 3)));
  }

  @Test
  void aMethodThatLacksASeedIsComparedOnThoseItHas() {
    Map<String, Ranks.Rank> ranks =
        ranks(true, "a", s(1, 2, 3), "b", s(9, Double.NaN, 11.1), "d", s(Double.NaN));
    assertThat(ranks).doesNotContainKey("d");
    assertThat(ranks.get("b")).isEqualTo(new Ranks.Rank(1, 2, new Interval(1, 1)));
    assertThat(ranks.get("a")).isEqualTo(new Ranks.Rank(2, 3, new Interval(2, 2)));
  }

  @Test
  void oneSeedOrNoMethodSaysNothing() {
    assertThat(ranks(true, "a", s(1), "b", s(2)).get("b"))
        .isEqualTo(new Ranks.Rank(1, 0, Interval.NONE));
    assertThat(Ranks.of(Map.of(), true)).isEmpty();
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
    Map<String, Ranks.Rank> ranks = Ranks.of(values, true);
    assertThat(Ranks.of(mapped, true)).isEqualTo(ranks);
    assertThat(Ranks.of(reversed, false)).isEqualTo(ranks);
    ranks.values().forEach(rank -> assertThat(rank.ci95().contains(rank.rank())).isTrue());
  }

  private static Map<Long, Double> s(double... values) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put(i + 1L, values[i]);
    }
    return bySeed;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Ranks.Rank> ranks(boolean higher, Object... pairs) {
    Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], (Map<Long, Double>) pairs[i + 1]);
    }
    return Ranks.of(values, higher);
  }
}
