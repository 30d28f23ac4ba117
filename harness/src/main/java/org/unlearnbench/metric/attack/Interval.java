package org.unlearnbench.metric.attack;

import java.util.Arrays;

/**
 * An interval, both ends included; both NaN where there is none.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double low, double high) {
  /** No interval. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  public Interval {
    if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
      throw new IllegalArgumentException("no interval: " + low + " to " + high);
    }
  }

  /** The interval {@code centre} plus and minus {@code halfWidth}; none if one of them is NaN. */
  public static Interval around(double centre, double halfWidth) {
    double low = centre - halfWidth;
    double high = centre + halfWidth;
    return Double.isNaN(low) || Double.isNaN(high) ? NONE : new Interval(low, high);
  }

  public boolean isDefined() {
    return !Double.isNaN(low);
  }

  /** Whether {@code value} lies within; false where there is no interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** This interval cut to {@code least..most}, where its centre lies. */
  public Interval clip(double least, double most) {
    return isDefined()
        ? new Interval(Math.min(Math.max(low, least), most), Math.max(Math.min(high, most), least))
        : this;
  }

  /**
   * The middle 95 % of {@code values}: their quantiles 0.025 and 0.975, with linear interpolation
   * between order statistics (NumPy's default).
   *
   * @return none if there are no values or one is NaN
   */
  public static Interval middle95(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return NONE;
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
