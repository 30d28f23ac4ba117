package org.unlearnbench.bench;

import java.util.Arrays;
import java.util.Locale;

/** Medians of repeated measurements. */
final class Medians {
  private Medians() {}

  /** The middle value, or the mean of the two in the middle; at least one value. */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median of the pairs' ratios and their range, such as {@code 1.02 (0.99..1.05)}. */
  static String ofRatios(double[] numerators, double... denominators) {
    double[] ratios = new double[numerators.length];
    Arrays.setAll(ratios, i -> numerators[i] / denominators[i]);
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f..%.3f)",
        of(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }
}
