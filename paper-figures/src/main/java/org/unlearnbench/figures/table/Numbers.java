package org.unlearnbench.figures.table;

import java.util.Locale;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.io.CsvWriter;

/** Numbers as text: full precision for files, few digits for people. */
public final class Numbers {
  /** What stands where there is no value. */
  public static final String MISSING = CsvWriter.MISSING;

  private static final double ROUNDING = 1e-9;

  private Numbers() {}

  /** The shortest decimal text that reads back as the same double, {@code NA} for NaN. */
  public static String exact(double value) {
    return Double.isNaN(value) ? MISSING : Double.toString(value);
  }

  /**
   * Rounded for reading: three decimals for shares and scores, none for counts; for times one
   * decimal, two below ten seconds.
   */
  public static String rounded(double value, String unit) {
    return rounded(value, digits(value, unit));
  }

  private static int digits(double value, String unit) {
    return unit.isEmpty() ? 3 : unit.equals(Columns.COUNT) ? 0 : Math.abs(value) < 10 ? 2 : 1;
  }

  /** Rounded to that many decimals. */
  public static String rounded(double value, int digits) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }

  /** Three digits that tell something, however small the number; NA where there is none. */
  public static String significant(double value) {
    return Double.isNaN(value) ? MISSING : String.format(Locale.ROOT, "%.3g", value);
  }

  /**
   * Mean and, where there is one, half the width of the interval: {@code 0.605 ± 0.028}; or both
   * ends where the mean is not in the middle: {@code 1.43 [1.20, 1.71]}.
   */
  public static String withInterval(Estimate estimate, String unit) {
    return withInterval(estimate, digits(estimate.mean(), unit));
  }

  /** The same with that many decimals. */
  static String withInterval(Estimate estimate, int digits) {
    String mean = rounded(estimate.mean(), digits);
    double middle = (estimate.low() + estimate.high()) / 2;
    if (Math.abs(middle - estimate.mean()) > ROUNDING * Math.max(1, Math.abs(middle))) {
      String low = rounded(estimate.low(), digits);
      return mean + " [" + low + ", " + rounded(estimate.high(), digits) + "]";
    }
    return estimate.hasInterval() ? mean + " ± " + rounded(estimate.halfWidth(), digits) : mean;
  }
}
