package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.unlearnbench.metric.attack.Interval;

/**
 * How sure ranks are: seeds are drawn anew with replacement, the same for all methods, and the
 * methods ranked by their means each time. All possible draws are made up to five seeds, beyond
 * that 4,000 with a fixed seed.
 *
 * <p>Missing values: the seeds drawn from are those that at least half of the methods have. A
 * method that lacks one of them has a rank by the mean of what it has, but no interval; it keeps
 * that mean in every draw, so that the others' intervals count it as their ranks do.
 */
public final class RankBootstrap {
  private static final int MOST_EXACT = 5;
  private static final int DRAWS = 4000;
  private static final long SEED = 20231104;

  /**
   * A method's rank.
   *
   * @param rank 1 is best; equal means share the better rank
   * @param seeds how many seeds the interval rests on, 0 where there is none
   * @param ci95 ranks that resampling the seeds gives, whole numbers; none below two seeds and for
   *     a method that lacks one of them
   */
  public record Rank(int rank, int seeds, Interval ci95) {}

  private RankBootstrap() {}

  /**
   * Ranks the methods.
   *
   * @param values by method, then by seed; NaN is missing
   * @param higherIsBetter whether the best method has the largest mean
   * @return by method, in the same order; without those that have no value at all
   */
  public static Map<String, Rank> ranks(
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
    boolean drawn = seeds.size() >= 2;
    Interval[] intervals =
        drawn ? intervals(table(present, means, seeds), higherIsBetter) : new Interval[0];
    Map<String, Rank> estimates = new LinkedHashMap<>();
    for (int m = 0; m < ranks.length; m++) {
      boolean complete = present.get(methods.get(m)).keySet().containsAll(seeds);
      estimates.put(
          methods.get(m),
          drawn && complete
              ? new Rank(ranks[m], seeds.size(), intervals[m])
              : new Rank(ranks[m], 0, Interval.NONE));
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

  /** Method x seed; a method that lacks a seed has its mean in all of them. */
  private static double[][] table(
      Map<String, Map<Long, Double>> values, double[] means, List<Long> seeds) {
    double[][] table = new double[means.length][seeds.size()];
    int m = 0;
    for (Map<Long, Double> bySeed : values.values()) {
      boolean complete = bySeed.keySet().containsAll(seeds);
      for (int s = 0; s < seeds.size(); s++) {
        table[m][s] = complete ? bySeed.get(seeds.get(s)) : means[m];
      }
      m++;
    }
    return table;
  }

  private static Interval[] intervals(double[][] table, boolean higherIsBetter) {
    int[][] draws = draws(table[0].length);
    double[][] drawnRanks = new double[table.length][draws.length];
    double[] sums = new double[table.length];
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
    Interval[] intervals = new Interval[table.length];
    for (int m = 0; m < table.length; m++) {
      Interval middle = Interval.middle95(drawnRanks[m]);
      intervals[m] = new Interval(Math.floor(middle.low()), Math.ceil(middle.high()));
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
