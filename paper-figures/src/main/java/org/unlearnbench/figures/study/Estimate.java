package org.unlearnbench.figures.study;

import java.util.List;

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
    SeedSummary summary = SeedSummary.of(values);
    return new Estimate(summary.n(), summary.mean(), summary.ci95().low(), summary.ci95().high());
  }

  public boolean isPresent() {
    return n > 0;
  }

  /** Whether there is a mean that a figure can show. */
  public boolean isFinite() {
    return Double.isFinite(mean);
  }

  public boolean hasInterval() {
    return !Double.isNaN(low);
  }

  /** Half the width of the interval, NaN where there is none. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
