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
            .filter(bar -> bar.score().isPresent())
            .toList();
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    double low = 0;
    double high = 0;
    for (Bar bar : bars) {
      Estimate score = bar.score();
      low = Math.min(low, score.hasInterval() ? score.low() : score.mean());
      high = Math.max(high, score.hasInterval() ? score.high() : score.mean());
    }
    // Scores from 0 to 1 get the whole scale, so that figures of several runs can be compared.
    boolean share = low >= 0 && high <= 1;
    Range axis = share ? new Range(0, 1) : new Range(1.05 * low, Math.max(1.05 * high, 1e-9));
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
