package org.unlearnbench.figures.study;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean over seeds with its 95 % confidence interval.
 *
 * @param n seeds with a value
 * @param mean NaN where no seed has a value
 * @param low lower end, NaN where {@code n < 2}: one seed says nothing about spread
 * @param high upper end, NaN where {@code n < 2}
 */
public record Estimate(int n, double mean, double low, double high) {
  /** No seed has a value. */
  public static final Estimate NONE = new Estimate(0, Double.NaN, Double.NaN, Double.NaN);

  /** The estimate from the values of the seeds; values that are NaN are missing. */
  public static Estimate of(List<Double> values) {
    double[] there = values.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).toArray();
    int n = there.length;
    if (n == 0) {
      return NONE;
    }
    double mean = java.util.Arrays.stream(there).sum() / n;
    if (n == 1) {
      return new Estimate(1, mean, Double.NaN, Double.NaN);
    }
    double squares = java.util.Arrays.stream(there).map(v -> (v - mean) * (v - mean)).sum();
    double half =
        new TDistribution(null, n - 1).inverseCumulativeProbability(0.975)
            * Math.sqrt(squares / (n - 1) / n);
    return new Estimate(n, mean, mean - half, mean + half);
  }

  public boolean isPresent() {
    return n > 0;
  }

  public boolean hasInterval() {
    return !Double.isNaN(low);
  }

  /** Half the width of the interval, NaN where there is none. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
