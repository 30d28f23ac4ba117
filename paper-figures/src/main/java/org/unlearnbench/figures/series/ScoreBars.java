package org.unlearnbench.figures.series;

import java.util.ArrayList;
import java.util.List;
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
    double low = bars.stream().mapToDouble(bar -> bar.score().mean()).min().orElse(0);
    double high = bars.stream().mapToDouble(bar -> bar.score().mean()).max().orElse(0);
    List<Estimate> scores = bars.stream().map(Bar::score).toList();
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    // Scores from 0 to 1 get the whole scale, so that figures of several runs can be compared.
    Range axis =
        low >= 0 && high <= 1
            ? new Range(0, 1)
            : Range.ofEstimates(scores, List.of(0.0), 0.05, 1e-9, everything);
    return Optional.of(new ScoreBars(column, axis, bars));
  }

  /** The figure's data. */
  public FigureData data(DataSetStudy data) {
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
    return new FigureData(
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
