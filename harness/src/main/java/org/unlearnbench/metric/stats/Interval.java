package org.unlearnbench.metric.stats;

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
}
