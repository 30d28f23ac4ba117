package org.unlearnbench.figures.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A labelled place on an axis.
 *
 * @param at value on the axis
 * @param label what stands there
 */
public record Tick(double at, String label) {

  /** Round numbers, all with the decimals the finest of them needs. */
  public static List<Tick> linear(Range range, int most) {
    List<Double> values = range.ticks(most);
    int decimals = 0;
    for (double value : values) {
      while (decimals < 6 && Math.abs(value - rounded(value, decimals)) > 1e-9) {
        decimals++;
      }
    }
    String pattern = "%." + decimals + "f";
    return values.stream().map(v -> new Tick(v, String.format(Locale.ROOT, pattern, v))).toList();
  }

  /** 1, 2 and 5 times powers of ten on an axis of decimal logarithms. */
  public static List<Tick> logarithmic(Range range) {
    List<Tick> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(range.low()); power <= range.high(); power++) {
      for (int factor : new int[] {1, 2, 5}) {
        double at = power + Math.log10(factor);
        if (range.contains(at)) {
          String label =
              power >= 0 ? factor + "0".repeat(power) : "0." + "0".repeat(-power - 1) + factor;
          ticks.add(new Tick(at, label));
        }
      }
    }
    return ticks;
  }

  /** Powers of ten on an axis of decimal logarithms. */
  public static List<Tick> decades(Range range) {
    return logarithmic(range).stream()
        .filter(tick -> Math.abs(tick.at() - Math.round(tick.at())) < 1e-9)
        .toList();
  }

  private static double rounded(double value, int decimals) {
    double power = Math.pow(10, decimals);
    return Math.round(value * power) / power;
  }
}
