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

  /**
   * The same on the scale of logarithms: the geometric mean, and the ends of the interval of the
   * mean logarithm. Where all values are equal it is that value, exactly. Where one is 0 or less
   * there are no logarithms: 0 if all are 0, else the mean without an interval.
   */
  static Estimate logarithmic(List<Double> values) {
    List<Double> there = values.stream().filter(value -> !value.isNaN()).toList();
    if (there.size() < 2 || there.stream().distinct().count() == 1) {
      return of(there).exactly(there);
    }
    if (there.stream().anyMatch(value -> value <= 0)) {
      return new Estimate(there.size(), SeedSummary.of(there).mean(), Double.NaN, Double.NaN);
    }
    Estimate logs = of(there.stream().map(StrictMath::log).toList());
    return new Estimate(
        logs.n, StrictMath.exp(logs.mean), StrictMath.exp(logs.low), StrictMath.exp(logs.high));
  }

  /** A mean of equal values without its rounding. */
  private Estimate exactly(List<Double> equal) {
    return n < 2 ? this : new Estimate(n, equal.get(0), equal.get(0), equal.get(0));
  }

  /** The estimate of a column, on the scale that is its own. */
  public static Estimate of(String column, List<Double> values) {
    return Columns.isLogarithmic(column) ? logarithmic(values) : of(values);
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
