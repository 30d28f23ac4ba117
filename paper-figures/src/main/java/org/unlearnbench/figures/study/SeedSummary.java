package org.unlearnbench.figures.study;

import java.util.Collection;
import org.apache.commons.math3.distribution.TDistribution;
import org.unlearnbench.metric.attack.Interval;

/**
 * A metric over seeds.
 *
 * @param n seeds with a value
 * @param missing seeds without one (NaN); they count for nothing else
 * @param mean NaN where no seed has a value
 * @param deviation sample standard deviation (n - 1), NaN below two values
 * @param ci95 Student's t interval of the mean, none below two values
 */
public record SeedSummary(int n, int missing, double mean, double deviation, Interval ci95) {

  /** Summarises {@code values}; NaN is missing. */
  public static SeedSummary of(Collection<Double> values) {
    double[] there = values.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).toArray();
    int n = there.length;
    int missing = values.size() - n;
    double sum = 0;
    for (double value : there) {
      sum += value;
    }
    double mean = sum / n; // NaN for none
    if (n < 2) {
      return new SeedSummary(n, missing, mean, Double.NaN, Interval.NONE);
    }
    double squares = 0;
    for (double value : there) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / (n - 1));
    double half = quantile975(n - 1) * deviation / Math.sqrt(n);
    return new SeedSummary(n, missing, mean, deviation, Interval.around(mean, half));
  }

  /** Standard error of the mean, NaN below two values. */
  public double standardError() {
    return deviation / Math.sqrt(n);
  }

  /** The 0.975 quantile of Student's t: half the width of a 95 % interval in standard errors. */
  public static double quantile975(int degreesOfFreedom) {
    return new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(0.975);
  }
}
