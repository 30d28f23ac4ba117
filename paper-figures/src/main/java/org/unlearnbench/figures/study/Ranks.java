package org.unlearnbench.figures.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.unlearnbench.metric.attack.Interval;

/**
 * Places by mean, and how sure they are. One method is clearly better than another if the 95 % t
 * interval of its differences on their shared seeds lies on the better side of 0, which is what a
 * {@link Contest} asks, too; a place ranges from behind those that are clearly better to before
 * those that are clearly worse. Pairs are taken one by one, not all together.
 */
public final class Ranks {

  /**
   * A method's rank.
   *
   * @param rank 1 is best; equal means share the better rank
   * @param seeds how many seeds it has; 0 where there is no interval
   * @param ci95 the range of its place, whole numbers; none below two seeds
   */
  public record Rank(int rank, int seeds, Interval ci95) {}

  private Ranks() {}

  /**
   * Ranks the methods.
   *
   * @param values by method, then by seed; NaN is missing
   * @param higherIsBetter whether the best method has the largest mean
   * @return by method, in the same order; without those that have no value at all
   */
  public static Map<String, Rank> of(
      Map<String, Map<Long, Double>> values, boolean higherIsBetter) {
    Map<String, Map<Long, Double>> present = new LinkedHashMap<>();
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (method, bySeed) -> {
          Map<Long, Double> there = new TreeMap<>(bySeed);
          there.values().removeIf(v -> v.isNaN());
          if (!there.isEmpty()) {
            present.put(method, there);
            double mean = SeedSummary.of(there.values()).mean();
            means.put(method, higherIsBetter ? mean : -mean);
          }
        });
    Map<String, Rank> ranks = new LinkedHashMap<>();
    present.forEach(
        (method, own) -> {
          int rank = 1;
          int better = 0;
          int worse = 0;
          for (Map.Entry<String, Map<Long, Double>> other : present.entrySet()) {
            rank += means.get(other.getKey()) > means.get(method) ? 1 : 0;
            Interval lead = PairedComparison.of(other.getValue(), own).ci95();
            better += (higherIsBetter ? lead.low() > 0 : lead.high() < 0) ? 1 : 0;
            worse += (higherIsBetter ? lead.high() < 0 : lead.low() > 0) ? 1 : 0;
          }
          // Means over other seeds than the shared ones may put it outside.
          int first = Math.min(rank, 1 + better);
          int last = Math.max(rank, present.size() - worse);
          ranks.put(
              method,
              own.size() < 2
                  ? new Rank(rank, 0, Interval.NONE)
                  : new Rank(rank, own.size(), new Interval(first, last)));
        });
    return ranks;
  }
}
