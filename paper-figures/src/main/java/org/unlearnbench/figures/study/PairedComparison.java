package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unlearnbench.metric.attack.Interval;

/**
 * A method against a reference on the seeds where both have a value: both start from the same
 * Original there, so the seed's own luck drops out.
 *
 * @param differences mean, deviation and t interval of method minus reference; its {@code missing}
 *     counts the seeds that only one of them has
 * @param pValue of {@link SignFlips}, NaN without pairs
 */
public record PairedComparison(SeedSummary differences, double pValue) {

  /**
   * Compares values by seed; NaN is missing.
   *
   * @param method its values
   * @param reference those of Original, Retrained or random-mask
   */
  public static PairedComparison of(Map<Long, Double> method, Map<Long, Double> reference) {
    Map<Long, Double> all = new TreeMap<>(method);
    reference.forEach((seed, value) -> all.merge(seed, value, (a, b) -> a));
    List<Double> differences = new ArrayList<>();
    for (Long seed : all.keySet()) {
      double a = method.getOrDefault(seed, Double.NaN);
      double b = reference.getOrDefault(seed, Double.NaN);
      if (!Double.isNaN(a) || !Double.isNaN(b)) {
        differences.add(a - b);
      }
    }
    double[] pairs =
        differences.stream().mapToDouble(d -> d).filter(d -> !Double.isNaN(d)).toArray();
    return new PairedComparison(SeedSummary.of(differences), SignFlips.pValue(pairs));
  }

  /** Number of seeds both have. */
  public int pairs() {
    return differences.n();
  }

  /** Mean of method minus reference, NaN without pairs. */
  public double meanDifference() {
    return differences.mean();
  }

  /** t interval of the mean difference, none below two pairs. */
  public Interval ci95() {
    return differences.ci95();
  }
}
