package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;

/**
 * The ranking metric of every method with its interval.
 *
 * @param column the metric
 * @param axis of the metric; holds 0, so that lengths of bars can be compared
 * @param bars best first
 */
public record ScoreBars(MetricColumn column, Range axis, List<Bar> bars) {

  /**
   * One method.
   *
   * @param method which
   * @param score mean and interval
   */
  public record Bar(MethodSummary method, Estimate score) {}

  public ScoreBars {
    bars = List.copyOf(bars);
  }

  /** The bars of a data set, empty if no method has a value. */
  public static Optional<ScoreBars> of(Study study, DataSetStudy data) {
    MetricColumn column = study.ranking();
    List<Bar> bars =
        data.methods().stream()
            .map(method -> new Bar(method, method.estimate(column.column())))
            .filter(bar -> bar.score().isFinite())
            .toList();
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    boolean shares =
        bars.stream().allMatch(bar -> bar.score().mean() >= 0 && bar.score().mean() <= 1);
    List<Estimate> scores = bars.stream().map(Bar::score).toList();
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    // Scores from 0 to 1 get the whole scale, so that figures of several runs can be compared.
    Range axis =
        shares
            ? Range.ofEstimates(scores, List.of(0.0, 1.0), 0.02, 1, new Range(0, 1))
            : Range.ofEstimates(scores, List.of(0.0), 0.05, 1e-9, everything);
    return Optional.of(new ScoreBars(column, axis, bars));
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    List<Plot.Item> items = new ArrayList<>();
    for (int row = 0; row < bars.size(); row++) {
      Estimate score = bars.get(row).score();
      Ink ink = palette.of(bars.get(row).method()).ink();
      items.add(Plot.bar(0, score.mean(), row, ink, ""));
      // Ground below ink: an interval must be seen on its bar and beside it.
      items.addAll(whisker(score, row, Ink.GROUND, 4));
      items.addAll(whisker(score, row, Ink.TEXT, 1.6));
      items.addAll(seeds(bars.get(row).method(), row));
    }
    return Figure.of(
        column.column(),
        column.title() + " with intervals",
        "Means over seeds; thin lines are 95 % intervals, dots single seeds."
            + " Where intervals overlap, the order may be chance; paired differences within"
            + " a run judge better.",
        data,
        data(data),
        Plot.single(
            column.title() + " on " + data.label(),
            Axis.linear(column.heading() + ", mean and 95 % interval", axis, true),
            Axis.names(
                bars.stream().map(bar -> bar.method().title()).toList(),
                bars.stream()
                    .map(bar -> Numbers.rounded(bar.score().mean(), column.unit()))
                    .toList()),
            items,
            List.of()),
        look);
  }

  private List<Plot.Item> whisker(Estimate score, int row, Ink ink, double width) {
    if (!score.hasInterval()) {
      return List.of();
    }
    Range rows = new Range(-bars.size() + 0.5, 0.5);
    List<Plot.Item> items = new ArrayList<>();
    for (Plot.Item item : Plot.interval(score, -row, axis, rows, true, ink)) {
      items.add(
          item instanceof Plot.Line line
              ? new Plot.Line(line.x(), line.y(), ink, width, Dash.SOLID)
              : item);
    }
    for (double end : new double[] {score.low(), score.high()}) {
      if (axis.contains(end)) {
        items.add(Plot.line(end, -row - 0.16, end, -row + 0.16, ink, width));
      }
    }
    return items;
  }

  /** A dot per seed, side by side from the bar's upper edge to its lower one. */
  private List<Plot.Item> seeds(MethodSummary method, int row) {
    Map<Long, Double> values = method.bySeed(column.column());
    List<Plot.Item> items = new ArrayList<>();
    int n = 0;
    for (Map.Entry<Long, Double> seed : values.entrySet()) {
      double y = -row + 0.2 - 0.4 * (n++ + 0.5) / values.size();
      String tip =
          "%s, seed %d: %s"
              .formatted(
                  method.title(), seed.getKey(), Numbers.rounded(seed.getValue(), column.unit()));
      if (values.size() > 1 && axis.contains(seed.getValue())) {
        items.add(new Plot.Dot(seed.getValue(), y, Ink.GROUND, tip));
      }
    }
    return items;
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    String name = column.column();
    List<List<String>> records = new ArrayList<>();
    for (Bar bar : bars) {
      records.add(
          List.of(
              data.label(),
              bar.method().method(),
              Integer.toString(bar.score().n()),
              Numbers.exact(bar.score().mean()),
              Numbers.exact(bar.score().low()),
              Numbers.exact(bar.score().high())));
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "n_seeds",
            name + "_mean",
            name + "_ci95_low",
            name + "_ci95_high"),
        records);
  }
}
