package org.unlearnbench.figures.report;

import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.metric.attack.Interval;

/** Numbers as parts of sentences. */
final class Phrases {
  private static final String TO = " to ";

  private Phrases() {}

  /** A mean with its interval. */
  static String value(MetricColumn column, Estimate estimate) {
    return Numbers.withInterval(estimate, column.unit());
  }

  /** A difference with its sign, for example {@code +0.012}. */
  static String signed(double value) {
    return signed(value, Numbers.rounded(value, ""));
  }

  /** An interval of differences in brackets, empty where there is none. */
  static String bracketed(Interval interval) {
    return interval.isDefined()
        ? " [" + signed(interval.low()) + ", " + signed(interval.high()) + "]"
        : "";
  }

  /** An interval of differences in words, for example {@code -0.040 to +0.052}. */
  static String range(Interval interval) {
    return signed(interval.low()) + TO + signed(interval.high());
  }

  /** A share as a percentage, for example {@code 66.1 %}. */
  static String percent(double share) {
    return oneDecimal(100 * share) + " %";
  }

  /** A difference of shares in percentage points, for example {@code -0.8}. */
  static String points(double difference) {
    return signed(difference, oneDecimal(100 * difference));
  }

  /** An interval of differences of shares in percentage points. */
  static String pointRange(Interval interval) {
    return points(interval.low()) + TO + points(interval.high());
  }

  static String seconds(double value) {
    return Numbers.rounded(value, "s") + " s";
  }

  /** A count with its noun, for example {@code 3 seeds}. */
  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String oneDecimal(double value) {
    return Numbers.rounded(value, 1);
  }

  private static String signed(double value, String rounded) {
    return value > 0 ? "+" + rounded : rounded;
  }
}
