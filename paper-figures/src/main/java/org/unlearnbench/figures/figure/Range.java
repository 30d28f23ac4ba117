package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.Estimate;

/**
 * An axis from low to high.
 *
 * @param low below {@code high}
 * @param high above {@code low}
 */
public record Range(double low, double high) {

  public Range {
    if (!(low < high)) {
      throw new IllegalArgumentException("a range from " + low + " to " + high);
    }
  }

  /**
   * A range around {@code values} with some air, inside the bounds where the values are.
   *
   * @param values those that are not finite are passed over
   * @param air what to add on each side, as a share of the values' spread
   * @param least least width of the range
   * @param bounds what the quantity cannot leave
   */
  public static Range around(List<Double> values, double air, double least, Range bounds) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    double low = finite.stream().mapToDouble(v -> v).min().orElse(bounds.low);
    double high = finite.stream().mapToDouble(v -> v).max().orElse(bounds.high);
    double missing = Math.max(0, least - (high - low)) / 2;
    double pad = air * (high - low) + missing;
    double from = Math.max(bounds.low, low - pad);
    double to = Math.min(bounds.high, high + pad);
    return from < to ? new Range(from, to) : bounds;
  }

  /**
   * A range around estimates: holds all means and the whole of every interval, even where an
   * interval of few seeds goes beyond what the quantity can be.
   *
   * @param marks further values that must be inside
   * @param air see {@link #around}
   * @param least least width of the range
   * @param bounds what the quantity cannot leave
   */
  static Range ofEstimates(
      List<Estimate> estimates, List<Double> marks, double air, double least, Range bounds) {
    List<Double> values = new ArrayList<>(marks);
    for (Estimate estimate : estimates) {
      values.add(estimate.mean());
      if (estimate.hasInterval()) {
        values.add(estimate.low());
        values.add(estimate.high());
      }
    }
    double low = bounds.low;
    double high = bounds.high;
    for (double value : values) {
      if (Double.isFinite(value) && !bounds.contains(value)) {
        low = Math.min(low, value - air * bounds.width());
        high = Math.max(high, value + air * bounds.width());
      }
    }
    return around(values, air, least, new Range(low, high));
  }

  public double width() {
    return high - low;
  }

  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /** The nearest value inside. */
  public double clamp(double value) {
    return Math.max(low, Math.min(high, value));
  }

  /** Where {@code value} lies, 0 at the low end and 1 at the high end. */
  public double share(double value) {
    return (value - low) / width();
  }

  /** Round numbers inside, at most {@code most} of them, evenly spaced by 1, 2 or 5 times 10^k. */
  public List<Double> ticks(int most) {
    double power = Math.pow(10, Math.floor(Math.log10(width() / most)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10, 20}) {
      step = factor * power;
      if (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1 <= most) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
      // Division by the reciprocal keeps 3 * 0.1 from becoming 0.30000000000000004.
      double tick = step < 1 ? k / Math.round(1 / step) : k * step;
      ticks.add(tick == 0 ? 0 : tick); // no -0
    }
    return ticks;
  }
}
