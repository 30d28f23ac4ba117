package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;

/**
 * A figure as a description: what is drawn at which values of the axes, in order.
 *
 * @param title above all
 * @param x axis of every panel
 * @param y axis of every panel
 * @param height of a panel's axes in heights of a letter
 * @param columns how many panels stand side by side
 * @param panels at least one
 * @param keys what the signs mean, below all
 */
record Plot(
    String title, Axis x, Axis y, double height, int columns, List<Panel> panels, List<Key> keys) {
  private static final double HEIGHT = 16;

  /** Length of an arrow as a share of its axis. */
  private static final double ARROW = 0.025;

  /** Between names: the height of a row. */
  static final double ROW = 1.75;

  /**
   * A plot.
   *
   * @param title may be empty
   */
  record Panel(String title, List<Item> items) {
    Panel {
      items = List.copyOf(items);
    }
  }

  /** A sign and what it means. */
  record Key(String text, Item sign) {}

  /** Something drawn. */
  sealed interface Item {}

  /**
   * Straight lines from point to point.
   *
   * @param width in units of a figure at letters of 15 units
   */
  record Line(double[] x, double[] y, Ink ink, double width, Dash dash) implements Item {}

  /**
   * A filled polygon.
   *
   * @param opacity 0..1
   * @param tip what a page shows when it is pointed at, may be empty
   */
  record Area(double[] x, double[] y, Ink ink, double opacity, String tip) implements Item {}

  /**
   * A method's mark.
   *
   * @param tip what a page shows when it is pointed at, may be empty
   */
  record Point(double x, double y, MethodStyle style, String tip) implements Item {}

  /** A method's line and mark, as a key has them. */
  record Curve(MethodStyle style) implements Item {}

  /**
   * What one seed gave, or one of many, small.
   *
   * @param ink what it is filled with
   * @param tip what a page shows when it is pointed at, may be empty
   */
  record Dot(double x, double y, Ink ink, String tip) implements Item {}

  /** A small grey text around a point. */
  record Note(String text, double x, double y) implements Item {}

  Plot {
    panels = List.copyOf(panels);
    keys = List.copyOf(keys);
  }

  /** A figure of one panel. */
  static Plot single(String title, Axis x, Axis y, List<Item> items, List<Key> keys) {
    double height = y.kind() == Axis.Kind.NAMES ? ROW * y.names().size() : HEIGHT;
    return new Plot(title, x, y, height, 1, List.of(new Panel("", items)), keys);
  }

  static Line line(double x1, double y1, double x2, double y2, Ink ink, double width) {
    return new Line(new double[] {x1, x2}, new double[] {y1, y2}, ink, width, Dash.SOLID);
  }

  static Line dashes(double x1, double y1, double x2, double y2, Ink ink, double width) {
    return new Line(new double[] {x1, x2}, new double[] {y1, y2}, ink, width, Dash.DASHED);
  }

  /** A bar from one x to another on the row of a name. */
  static Area bar(double from, double to, int row, Ink ink, String tip) {
    double[] x = {from, to, to, from};
    double[] y = {-row - 0.29, -row - 0.29, -row + 0.29, -row + 0.29};
    return new Area(x, y, ink, 1, tip);
  }

  /**
   * An interval along one axis, nothing if there is none. Where an axis ends before it does, it
   * ends in an arrow.
   *
   * @param at where it lies on the other axis
   * @param along the axis that it lies along
   * @param across the other axis
   * @param horizontal whether the first is the x axis
   */
  static List<Item> interval(
      Estimate estimate, double at, Range along, Range across, boolean horizontal, Ink ink) {
    if (!estimate.hasInterval()) {
      return List.of();
    }
    double low = along.clamp(estimate.low());
    double high = along.clamp(estimate.high());
    List<Item> items = new ArrayList<>();
    items.add(horizontal ? line(low, at, high, at, ink, 1.6) : line(at, low, at, high, ink, 1.6));
    for (double end : new double[] {low, high}) {
      double beyond = end == low ? low - estimate.low() : estimate.high() - high;
      if (beyond > 0) {
        double back = end + (end == low ? 1 : -1) * ARROW * along.width();
        double half = Math.min(0.3, 0.6 * ARROW * across.width());
        double[] tip = {end, back, back};
        double[] sides = {at, at - half, at + half};
        items.add(horizontal ? new Area(tip, sides, ink, 1, "") : new Area(sides, tip, ink, 1, ""));
      }
    }
    return items;
  }

  /** The intervals along a curve as one area; nothing where fewer than two points have one. */
  static List<Item> band(List<Double> x, List<Estimate> y, Range axis, Ink ink) {
    List<Integer> known =
        IntStream.range(0, y.size()).filter(i -> y.get(i).hasInterval()).boxed().toList();
    int n = known.size();
    if (n < 2) {
      return List.of();
    }
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    for (int k = 0; k < n; k++) {
      int i = known.get(k);
      aroundX[k] = x.get(i);
      aroundY[k] = axis.clamp(y.get(i).low());
      aroundX[2 * n - 1 - k] = x.get(i);
      aroundY[2 * n - 1 - k] = axis.clamp(y.get(i).high());
    }
    return List.of(new Area(aroundX, aroundY, ink, 0.15, ""));
  }

  /** A key entry per method that has a curve: its mark on its line. */
  static List<Key> curveKeys(List<MethodSummary> methods, Palette palette) {
    return methods.stream().map(m -> new Key(m.title(), new Curve(palette.of(m)))).toList();
  }

  /** A key entry per method. */
  static List<Key> keys(List<MethodSummary> methods, Palette palette) {
    List<Key> keys = new ArrayList<>();
    methods.forEach(m -> keys.add(new Key(m.title(), new Point(0, 0, palette.of(m), ""))));
    return keys;
  }
}
