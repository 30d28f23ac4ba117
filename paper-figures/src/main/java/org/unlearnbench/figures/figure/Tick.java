package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A labelled place on an axis.
 *
 * @param at value on the axis
 * @param label what stands there, may be empty
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

  /**
   * 1, 2 and 5 times powers of ten on an axis of decimal logarithms; powers of ten alone if there
   * are more than {@code most}.
   */
  public static List<Tick> logarithmic(Range range, int most) {
    List<Tick> ticks = logarithmic(range);
    return ticks.size() <= most ? ticks : decades(range);
  }

  private static List<Tick> logarithmic(Range range) {
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

  private static List<Tick> decades(Range range) {
    return logarithmic(range).stream()
        .filter(tick -> Math.abs(tick.at() - Math.round(tick.at())) < 1e-9)
        .toList();
  }

  /**
   * Powers of ten on an axis of decimal logarithms, of which only those have a label that leave
   * room for each other: every second, every third and so on, among them 1 if it is there.
   *
   * @param length of the axis
   * @param margin how far a label may stand out at either end of the axis
   * @param width of a label, gap included; in the unit of the length
   */
  public static List<Tick> decades(
      Range range, double length, double margin, ToDoubleFunction<String> width) {
    List<Tick> all = decades(range);
    if (all.isEmpty()) {
      return all;
    }
    long anchor = range.contains(0) ? 0 : Math.round(all.get(all.size() - 1).at());
    for (int step = 1; ; step++) {
      List<Tick> ticks = new ArrayList<>();
      double free = -margin;
      boolean fits = true;
      for (Tick tick : all) {
        double middle = range.share(tick.at()) * length;
        double half = width.applyAsDouble(tick.label()) / 2;
        boolean inside = middle - half >= -margin && middle + half <= length + margin;
        boolean labelled = inside && (Math.round(tick.at()) - anchor) % step == 0;
        ticks.add(labelled ? tick : new Tick(tick.at(), ""));
        fits &= !labelled || middle - half >= free;
        free = labelled ? middle + half : free;
      }
      if (fits) {
        return ticks;
      }
    }
  }

  private static double rounded(double value, int decimals) {
    double power = Math.pow(10, decimals);
    return Math.round(value * power) / power;
  }
}
