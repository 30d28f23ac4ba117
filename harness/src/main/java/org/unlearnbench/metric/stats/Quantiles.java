package org.unlearnbench.metric.stats;

import java.util.Arrays;

/** Sample quantiles with linear interpolation between order statistics (NumPy's default). */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The middle 95 % of {@code values}: their quantiles 0.025 and 0.975.
   *
   * @return none if there are no values or one is NaN
   */
  public static Interval middle95(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Interval.NONE;
    }
    return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
