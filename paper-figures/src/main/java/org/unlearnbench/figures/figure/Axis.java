package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An axis of a plot.
 *
 * @param title what it measures, may be empty
 * @param range from its low to its high end
 * @param kind what its ticks are
 * @param grid whether ticks get a line through the plot
 * @param names one tick each, from the top downwards, at 0, -1, -2 and so on
 * @param ends what stands at the other side of the plot beside each name, may be empty
 */
record Axis(
    String title, Range range, Kind kind, boolean grid, List<String> names, List<String> ends) {
  private static final int MOST_TICKS = 8;

  /** What the ticks of an axis are. */
  enum Kind {
    /** Round numbers. */
    LINEAR,
    /** Round numbers, where the axis is one of decimal logarithms. */
    LOGARITHMIC,
    /** Powers of ten, where the axis is one of decimal logarithms. */
    DECADES,
    NAMES
  }

  static Axis linear(String title, Range range, boolean grid) {
    return new Axis(title, range, Kind.LINEAR, grid, List.of(), List.of());
  }

  static Axis logarithmic(String title, Range range) {
    return new Axis(title, range, Kind.LOGARITHMIC, true, List.of(), List.of());
  }

  static Axis decades(String title, Range range) {
    return new Axis(title, range, Kind.DECADES, true, List.of(), List.of());
  }

  static Axis names(List<String> names, List<String> ends) {
    return new Axis("", new Range(-names.size() + 0.5, 0.5), Kind.NAMES, false, names, ends);
  }

  /**
   * As many ticks as have room.
   *
   * @param length of the axis
   * @param margin how far a label may stand out at either end
   * @param room that a label takes, gap included; in the unit of the length
   */
  List<Tick> ticks(double length, double margin, ToDoubleFunction<String> room) {
    if (kind == Kind.NAMES) {
      List<Tick> ticks = new ArrayList<>();
      names.forEach(name -> ticks.add(new Tick(-ticks.size(), name)));
      return ticks;
    }
    for (int most = MOST_TICKS; most > 1 && kind != Kind.DECADES; most--) {
      List<Tick> ticks =
          kind == Kind.LINEAR ? Tick.linear(range, most) : Tick.logarithmic(range, most);
      if (fit(ticks, length, margin, room)) {
        return ticks;
      }
    }
    return kind == Kind.LINEAR ? Tick.linear(range, 2) : Tick.decades(range, length, margin, room);
  }

  private boolean fit(
      List<Tick> ticks, double length, double margin, ToDoubleFunction<String> room) {
    double free = -margin;
    for (Tick tick : ticks) {
      double middle = range.share(tick.at()) * length;
      double half = room.applyAsDouble(tick.label()) / 2;
      if (middle - half < free || middle + half > length + margin) {
        return false;
      }
      free = middle + half;
    }
    return true;
  }
}
