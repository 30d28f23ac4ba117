package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.table.Numbers;

/**
 * Test accuracy against the accuracy M of the membership attack. A model that forgot leaves the
 * attack guessing, M = 0.5; lines of equal NoMUS are a V around it.
 *
 * @param x axis of M
 * @param y axis of the accuracy
 * @param points methods with both values, in rank order
 * @param lines lines of equal NoMUS inside the axes
 */
public record Plane(Range x, Range y, List<Point> points, List<IsoLine> lines) {
  /** M of an attack that can only guess. */
  public static final double CHANCE = 0.5;

  private static final String MIA = "mia";
  private static final String ACCURACY = "test_accuracy";
  private static final Range SHARE = new Range(0, 1);
  private static final int MOST_LINES = 7;

  /** Keeps labels of lines off the frame. */
  private static final double INSET = 0.05;

  /**
   * One method.
   *
   * @param method which
   * @param mia accuracy of the attack, 0..1
   * @param accuracy on test, 0..1
   */
  public record Point(MethodSummary method, Estimate mia, Estimate accuracy) {}

  /**
   * A piece of a line of equal NoMUS (lambda = 0.5), straight.
   *
   * @param level the NoMUS
   * @param x1 M at the lower end
   * @param y1 accuracy at the lower end
   * @param x2 M at the upper end, farther from chance
   * @param y2 accuracy at the upper end
   */
  public record IsoLine(double level, double x1, double y1, double x2, double y2) {

    /**
     * Where on the line its label is best: as near to the upper end as it may be.
     *
     * @param plane the plane
     * @param inset how far the label's middle must stay from the plane's edges, as a share of it
     * @return a point on both axes; empty if all of the line is too near to an edge
     */
    public Optional<Spot> label(Plane plane, double inset) {
      double down = Math.max(0, y2 - (plane.y.high() - inset * plane.y.width()));
      double left = Math.max(0, plane.x.low() + inset * plane.x.width() - x2);
      double right = Math.max(0, x2 - (plane.x.high() - inset * plane.x.width()));
      // From the upper end, x goes towards chance and y goes down.
      double share = Math.max(down / (y2 - y1), Math.max(left, right) / Math.abs(x2 - x1));
      double y = y2 - share * (y2 - y1);
      return share <= 1 && y >= plane.y.low() + inset * plane.y.width()
          ? Optional.of(new Spot(x2 - share * (x2 - x1), y))
          : Optional.empty();
    }
  }

  /**
   * A point of the plane.
   *
   * @param x an accuracy of the attack
   * @param y an accuracy on test
   */
  public record Spot(double x, double y) {}

  public Plane {
    points = List.copyOf(points);
    lines = List.copyOf(lines);
  }

  /** The plane of a data set, empty if no method has both values. */
  public static Optional<Plane> of(DataSetStudy data) {
    List<Point> points =
        data.methods().stream()
            .map(m -> new Point(m, m.estimate(MIA), m.estimate(ACCURACY)))
            .filter(p -> p.mia().isFinite() && p.accuracy().isFinite())
            .toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    List<Estimate> mias = points.stream().map(Point::mia).toList();
    List<Estimate> accuracies = points.stream().map(Point::accuracy).toList();
    Range x = Range.ofEstimates(mias, List.of(CHANCE), 0.08, 0.1, SHARE);
    Range y = Range.ofEstimates(accuracies, List.of(), 0.12, 0.1, SHARE);
    return Optional.of(new Plane(x, y, points, isoLines(x, y)));
  }

  private static List<IsoLine> isoLines(Range x, Range y) {
    double farthest = Math.max(Math.abs(x.low() - CHANCE), Math.abs(x.high() - CHANCE));
    Range levels = new Range((y.low() + 1 - 2 * farthest) / 2, (y.high() + 1) / 2);
    List<IsoLine> lines = new ArrayList<>();
    for (double level : levels.ticks(MOST_LINES)) {
      branch(level, x.low(), x, y).ifPresent(lines::add);
      branch(level, x.high(), x, y).ifPresent(lines::add);
    }
    return lines;
  }

  /** NoMUS = (accuracy + 1 - 2 |M - 0.5|) / 2, from M = 0.5 towards {@code end}. */
  private static Optional<IsoLine> branch(double level, double end, Range x, Range y) {
    double side = Math.signum(end - CHANCE);
    double atChance = 2 * level - 1;
    double from = Math.max(0, (y.low() - atChance) / 2);
    double to = Math.min(Math.abs(end - CHANCE), (y.high() - atChance) / 2);
    if (side == 0 || to - from < 0.01 * x.width()) {
      return Optional.empty();
    }
    return Optional.of(
        new IsoLine(
            level,
            CHANCE + side * from,
            atChance + 2 * from,
            CHANCE + side * to,
            atChance + 2 * to));
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    List<Plot.Item> items = new ArrayList<>();
    for (IsoLine line : lines) {
      items.add(Plot.dashes(line.x1(), line.y1(), line.x2(), line.y2(), Ink.GUIDE, 1.1));
    }
    Plot.Line ideal = Plot.line(CHANCE, y.low(), CHANCE, y.high(), Ink.SOFT, 1.5);
    items.add(ideal);
    for (IsoLine line : lines) {
      // One label per level: the right-hand branch's.
      if (line.x2() > line.x1()) {
        String level = Numbers.rounded(line.level(), "").replaceAll("0{1,2}$", "");
        line.label(this, INSET).ifPresent(at -> items.add(new Plot.Note(level, at.x(), at.y())));
      }
    }
    for (Point point : points) {
      Ink ink = palette.of(point.method()).ink();
      items.addAll(Plot.interval(point.mia(), point.accuracy().mean(), x, y, true, ink));
      items.addAll(Plot.interval(point.accuracy(), point.mia().mean(), y, x, false, ink));
    }
    for (Point point : points) {
      String tip =
          "%s: test accuracy %s, M %s"
              .formatted(
                  point.method().title(),
                  Numbers.withInterval(point.accuracy(), ""),
                  Numbers.withInterval(point.mia(), ""));
      MethodStyle style = palette.of(point.method());
      items.add(new Plot.Point(point.mia().mean(), point.accuracy().mean(), style, tip));
    }
    List<Plot.Key> keys = Plot.keys(points.stream().map(Point::method).toList(), palette);
    keys.add(new Plot.Key("equal NoMUS", Plot.dashes(0, 0, 1, 0, Ink.GUIDE, 1.1)));
    keys.add(new Plot.Key("M = 0.5, ideal", ideal));
    return Figure.of(
        "accuracy-mia",
        "Utility against forgetting",
        "Right of the upright line the attack still tells forget images from unseen ones; left of"
            + " it they look less known than unseen ones. Up is better. Dashed: equal NoMUS. Bars:"
            + " 95 % intervals.",
        data,
        data(data),
        Plot.single(
            "Utility against forgetting on " + data.label(),
            Axis.linear("Accuracy M of the membership attack", x, false),
            Axis.linear("Test accuracy", y, false),
            items,
            keys),
        look);
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Point point : points) {
      records.add(
          List.of(
              data.label(),
              point.method().method(),
              Integer.toString(point.mia().n()),
              Numbers.exact(point.mia().mean()),
              Numbers.exact(point.mia().low()),
              Numbers.exact(point.mia().high()),
              Numbers.exact(point.accuracy().mean()),
              Numbers.exact(point.accuracy().low()),
              Numbers.exact(point.accuracy().high())));
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "n_seeds",
            "mia_mean",
            "mia_ci95_low",
            "mia_ci95_high",
            "test_accuracy_mean",
            "test_accuracy_ci95_low",
            "test_accuracy_ci95_high"),
        records);
  }
}
