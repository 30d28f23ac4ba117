package org.unlearnbench.metric.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How sure ranks are: seeds are drawn anew with replacement, the same for all methods, and the
 * methods ranked by their means each time. All possible draws are made up to five seeds, beyond
 * that 4,000 with a fixed seed.
 *
 * <p>Missing values: the seeds drawn from are those that at least half of the methods have; a
 * method that lacks one of them has a rank by the mean of what it has, but no interval, and does
 * not touch the others' intervals.
 */
public final class RankBootstrap {
  private static final int MOST_EXACT = 5;
  private static final int DRAWS = 4000;
  private static final long SEED = 20231104;

  private RankBootstrap() {}

  /**
   * Ranks the methods.
   *
   * @param values by method, then by seed; NaN is missing
   * @param higherIsBetter whether the best method has the largest mean
   * @return by method, in the same order; without those that have no value at all
   */
  public static Map<String, RankEstimate> ranks(
      Map<String, Map<Long, Double>> values, boolean higherIsBetter) {
    Map<String, Map<Long, Double>> present = new LinkedHashMap<>();
    values.forEach(
        (method, bySeed) -> {
          Map<Long, Double> there = new TreeMap<>(bySeed);
          there.values().removeIf(v -> v.isNaN());
          if (!there.isEmpty()) {
            present.put(method, there);
          }
        });
    List<String> methods = List.copyOf(present.keySet());
    double[] means =
        present.values().stream()
            .mapToDouble(bySeed -> SeedSummary.of(bySeed.values()).mean())
            .toArray();
    int[] ranks = ranks(means, higherIsBetter);
    List<Long> seeds = commonSeeds(present);
    List<String> complete =
        methods.stream().filter(m -> present.get(m).keySet().containsAll(seeds)).toList();
    Map<String, Interval> intervals =
        seeds.size() < 2 ? Map.of() : intervals(present, complete, seeds, higherIsBetter);
    Map<String, RankEstimate> estimates = new LinkedHashMap<>();
    for (int m = 0; m < ranks.length; m++) {
      Interval interval = intervals.getOrDefault(methods.get(m), Interval.NONE);
      int used = interval.isDefined() ? seeds.size() : 0;
      estimates.put(methods.get(m), new RankEstimate(ranks[m], used, interval));
    }
    return estimates;
  }

  private static List<Long> commonSeeds(Map<String, Map<Long, Double>> values) {
    Map<Long, Integer> holders = new TreeMap<>();
    values.values().forEach(v -> v.keySet().forEach(seed -> holders.merge(seed, 1, Integer::sum)));
    List<Long> seeds = new ArrayList<>();
    holders.forEach(
        (seed, count) -> {
          if (2 * count >= values.size()) {
            seeds.add(seed);
          }
        });
    return seeds;
  }

  private static Map<String, Interval> intervals(
      Map<String, Map<Long, Double>> values,
      List<String> methods,
      List<Long> seeds,
      boolean higherIsBetter) {
    double[][] table = new double[methods.size()][seeds.size()];
    for (int m = 0; m < table.length; m++) {
      for (int s = 0; s < seeds.size(); s++) {
        table[m][s] = values.get(methods.get(m)).get(seeds.get(s));
      }
    }
    int[][] draws = draws(seeds.size());
    double[][] drawnRanks = new double[methods.size()][draws.length];
    double[] sums = new double[methods.size()];
    for (int d = 0; d < draws.length; d++) {
      for (int m = 0; m < table.length; m++) {
        sums[m] = 0;
        for (int s : draws[d]) {
          sums[m] += table[m][s];
        }
      }
      int[] ranks = ranks(sums, higherIsBetter);
      for (int m = 0; m < ranks.length; m++) {
        drawnRanks[m][d] = ranks[m];
      }
    }
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int m = 0; m < table.length; m++) {
      Interval middle = Quantiles.middle95(drawnRanks[m]);
      intervals.put(
          methods.get(m), new Interval(Math.floor(middle.low()), Math.ceil(middle.high())));
    }
    return intervals;
  }

  private static int[] ranks(double[] scores, boolean higherIsBetter) {
    int[] ranks = new int[scores.length];
    for (int m = 0; m < scores.length; m++) {
      ranks[m] = 1;
      for (double other : scores) {
        ranks[m] += (higherIsBetter ? other > scores[m] : other < scores[m]) ? 1 : 0;
      }
    }
    return ranks;
  }

  private static int[][] draws(int seeds) {
    if (seeds > MOST_EXACT) {
      Random random = new Random(SEED);
      int[][] draws = new int[DRAWS][seeds];
      for (int[] draw : draws) {
        for (int i = 0; i < seeds; i++) {
          draw[i] = random.nextInt(seeds);
        }
      }
      return draws;
    }
    int[][] draws = new int[(int) Math.pow(seeds, seeds)][seeds];
    for (int d = 0; d < draws.length; d++) {
      int digits = d;
      for (int i = 0; i < seeds; i++) {
        draws[d][i] = digits % seeds;
        digits /= seeds;
      }
    }
    return draws;
  }
}
