package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;

/**
 * What forgetting costs: score against cost, or against wall time where it was measured, on a
 * logarithmic axis, and which methods no other beats in both (the Pareto front).
 *
 * @param by what the cost is told by: {@link #COST} or {@link #TIME}
 * @param costs axis of the cost, both ends above 0
 * @param score axis of the score
 * @param column the ranking metric
 * @param points methods with a score and a cost above 0, cheapest first
 * @param original score of doing nothing, if known: a line, since it costs nothing
 */
public record TimeFront(
    String by,
    Range costs,
    Range score,
    MetricColumn column,
    List<Point> points,
    Optional<Estimate> original) {
  /** Images processed, relative to Retrained's. */
  public static final String COST = Columns.COST;

  /** Wall seconds. */
  public static final String TIME = "unlearn_seconds";

  /**
   * One method.
   *
   * @param method which
   * @param cost as the figure tells it
   * @param score value of the ranking metric
   * @param onFront true if no other method is at least as cheap and scores better
   */
  public record Point(MethodSummary method, Estimate cost, Estimate score, boolean onFront) {}

  public TimeFront {
    points = List.copyOf(points);
  }

  /** The figure of a data set, empty if no method but Original has such a cost. */
  public static Optional<TimeFront> of(Study study, DataSetStudy data, String by) {
    MetricColumn column = study.ranking();
    List<MethodSummary> methods =
        data.methods().stream()
            .filter(m -> m.role() != Role.ORIGINAL)
            .filter(m -> m.mean(by) > 0 && m.estimate(column.column()).isFinite())
            .sorted((a, b) -> Double.compare(a.mean(by), b.mean(by)))
            .toList();
    if (methods.isEmpty()) {
      return Optional.empty();
    }
    Optional<Estimate> original =
        data.withRole(Role.ORIGINAL)
            .map(m -> m.estimate(column.column()))
            .filter(Estimate::isFinite);
    List<Point> points = new ArrayList<>();
    List<Double> lines = original.map(estimate -> List.of(estimate.mean())).orElse(List.of());
    for (MethodSummary method : methods) {
      Estimate score = method.estimate(column.column());
      boolean beaten = methods.stream().anyMatch(other -> beats(other, method, by, column));
      points.add(new Point(method, method.estimate(by), score, !beaten));
    }
    double least = methods.get(0).mean(by);
    double most = methods.get(methods.size() - 1).mean(by);
    Range costs = new Range(least / 1.6, most * 1.6);
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    List<Estimate> scores = points.stream().map(Point::score).toList();
    Range score = Range.ofEstimates(scores, lines, 0.12, 0.05, everything);
    return Optional.of(new TimeFront(by, costs, score, column, points, original));
  }

  private static boolean beats(MethodSummary a, MethodSummary b, String by, MetricColumn column) {
    return a.mean(by) <= b.mean(by)
        && column.better(a.mean(column.column()), b.mean(column.column()));
  }

  /** The points on the front, cheapest first. */
  public List<Point> front() {
    return points.stream().filter(Point::onFront).toList();
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    boolean timed = by.equals(TIME);
    Range time = new Range(Math.log10(costs.low()), Math.log10(costs.high()));
    List<Plot.Item> items = new ArrayList<>();
    Optional<Plot.Line> nothing =
        original.map(o -> Plot.dashes(time.low(), o.mean(), time.high(), o.mean(), Ink.SOFT, 1.4));
    nothing.ifPresent(items::add);
    Plot.Line steps = steps();
    items.add(steps);
    for (Point point : points) {
      double at = Math.log10(point.cost().mean());
      Ink ink = palette.of(point.method()).ink();
      items.addAll(Plot.interval(point.score(), at, score, time, false, ink));
    }
    for (Point point : points) {
      String tip =
          "%s: %s %s, %s%s"
              .formatted(
                  point.method().title(),
                  column.title(),
                  Numbers.withInterval(point.score(), column.unit()),
                  timed
                      ? Numbers.withInterval(point.cost(), "s") + " s"
                      : "cost " + Numbers.withInterval(point.cost(), ""),
                  point.onFront() ? ", on the Pareto front" : "");
      double at = Math.log10(point.cost().mean());
      items.add(new Plot.Point(at, point.score().mean(), palette.of(point.method()), tip));
    }
    List<Plot.Key> keys = Plot.keys(points.stream().map(Point::method).toList(), palette);
    keys.add(new Plot.Key("Pareto front", steps));
    nothing.ifPresent(line -> keys.add(new Plot.Key("Original", line)));
    return Figure.of(
        timed ? "time" : "cost",
        timed ? "Time of forgetting" : "Cost of forgetting",
        "Up and left is better. The grey steps are the Pareto front: no method is as "
            + (timed ? "fast" : "cheap")
            + " and scores better."
            + (timed
                ? ""
                : " Cost: images processed, relative to Retrained's; one that is only taken forward"
                    + " counts a third. Right of 1 training anew is cheaper.")
            + (original.isPresent() ? " Dashed: Original, which costs nothing." : ""),
        data,
        data(data),
        Plot.single(
            (timed ? "Time" : "Cost") + " of forgetting on " + data.label(),
            Axis.logarithmic(
                timed
                    ? "Unlearning time in seconds (logarithmic)"
                    : "Images processed, Retrained is 1 (logarithmic)",
                time),
            Axis.linear(column.heading(), score, true),
            items,
            keys),
        look);
  }

  /** The front as steps: what score is to be had for that time. */
  private Plot.Line steps() {
    List<Point> front = front();
    int n = front.size();
    double[] x = new double[2 * n - 1];
    double[] y = new double[2 * n - 1];
    for (int i = 0; i < n; i++) {
      x[2 * i] = Math.log10(front.get(i).cost().mean());
      y[2 * i] = front.get(i).score().mean();
      if (i + 1 < n) {
        x[2 * i + 1] = Math.log10(front.get(i + 1).cost().mean());
        y[2 * i + 1] = y[2 * i];
      }
    }
    return new Plot.Line(x, y, Ink.GUIDE, 2.8, Dash.SOLID);
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    String name = column.column();
    List<List<String>> records = new ArrayList<>();
    for (Point point : points) {
      records.add(
          List.of(
              data.label(),
              point.method().method(),
              Integer.toString(point.score().n()),
              Numbers.exact(point.cost().mean()),
              Numbers.exact(point.score().mean()),
              Numbers.exact(point.score().low()),
              Numbers.exact(point.score().high()),
              Boolean.toString(point.onFront())));
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "n_seeds",
            by + "_mean",
            name + "_mean",
            name + "_ci95_low",
            name + "_ci95_high",
            "on_pareto_front"),
        records);
  }
}
