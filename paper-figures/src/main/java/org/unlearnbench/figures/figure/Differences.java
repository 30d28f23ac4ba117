package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Comparison;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;

/**
 * Paired differences of the ranking metric to the points of reference, with intervals: a forest
 * plot.
 *
 * @param column the metric
 * @param axis of the difference; holds 0
 * @param methods in rank order
 * @param references one panel each
 * @param comparisons those with a pair of seeds
 */
record Differences(
    MetricColumn column,
    Range axis,
    List<MethodSummary> methods,
    List<MethodSummary> references,
    List<Comparison> comparisons) {

  /** The figure of a data set, empty if nothing can be compared. */
  static Optional<Differences> of(Study study, DataSetStudy data) {
    List<Comparison> comparisons =
        Comparison.of(study, data).stream()
            .filter(c -> Double.isFinite(c.differences().meanDifference()))
            .toList();
    if (comparisons.isEmpty()) {
      return Optional.empty();
    }
    List<Estimate> estimates = comparisons.stream().map(c -> estimate(c.differences())).toList();
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Range axis = Range.ofEstimates(estimates, List.of(0.0), 0.08, 1e-3, everything);
    List<MethodSummary> references =
        Comparison.references(data).stream()
            .filter(r -> comparisons.stream().anyMatch(c -> c.reference() == r))
            .toList();
    List<MethodSummary> methods =
        data.methods().stream()
            .filter(m -> comparisons.stream().anyMatch(c -> c.method() == m))
            .toList();
    return Optional.of(new Differences(study.ranking(), axis, methods, references, comparisons));
  }

  private static Estimate estimate(PairedComparison pair) {
    return new Estimate(pair.pairs(), pair.meanDifference(), pair.ci95().low(), pair.ci95().high());
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    Axis x = Axis.linear(column.heading() + ": method less reference, 95 % interval", axis, true);
    Axis y = Axis.names(methods.stream().map(MethodSummary::title).toList(), List.of());
    List<Plot.Panel> panels = new ArrayList<>();
    for (MethodSummary reference : references) {
      List<Plot.Item> items = new ArrayList<>();
      items.add(Plot.line(0, y.range().low(), 0, y.range().high(), Ink.SOFT, 1.3));
      for (Comparison comparison : comparisons) {
        if (comparison.reference() == reference) {
          MethodStyle style = palette.of(comparison.method());
          Estimate difference = estimate(comparison.differences());
          int row = methods.indexOf(comparison.method());
          items.addAll(Plot.interval(difference, -row, axis, y.range(), true, style.ink()));
          String tip =
              "%s less %s: %s, %d seeds"
                  .formatted(
                      comparison.method().title(),
                      reference.title(),
                      Numbers.withInterval(difference, ""),
                      difference.n());
          items.add(new Plot.Point(difference.mean(), -row, style, tip));
        }
      }
      panels.add(new Plot.Panel(reference.title(), items));
    }
    return Figure.of(
        "differences",
        "Paired differences of " + column.title(),
        "A method less a reference, seed by seed: mean and 95 % interval. Where an interval holds 0"
            + " the difference may be chance.",
        data,
        data(data),
        new Plot(
            "Paired differences on " + data.label(),
            x,
            y,
            Plot.ROW * methods.size(),
            panels.size(),
            panels,
            List.of()),
        look);
  }

  private Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      Estimate difference = estimate(comparison.differences());
      records.add(
          List.of(
              data.label(),
              comparison.method().method(),
              comparison.reference().method(),
              Integer.toString(difference.n()),
              Numbers.exact(difference.mean()),
              Numbers.exact(difference.low()),
              Numbers.exact(difference.high())));
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "reference",
            "n_pairs",
            column.column() + "_difference_mean",
            column.column() + "_difference_ci95_low",
            column.column() + "_difference_ci95_high"),
        records);
  }
}
