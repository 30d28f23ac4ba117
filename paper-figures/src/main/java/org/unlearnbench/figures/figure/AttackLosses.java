package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;

/**
 * How an attack moves the loss of the forget images, from {@code attack.csv}: a row per step with
 * {@code step} and the mean {@code loss}.
 *
 * @param steps axis of the steps
 * @param loss axis of the loss's decimal logarithm
 * @param curves one per method that left any, in rank order
 */
record AttackLosses(Range steps, Range loss, List<Curve> curves) {
  /** A smaller loss is drawn here: below, float32 knows only 0. */
  private static final double LEAST = 1e-8;

  /** Losses of one method after each step; the estimates are of decimal logarithms over seeds. */
  record Curve(MethodSummary method, Map<Double, Estimate> losses) {}

  /** The figure of a data set, empty if no method left an attack. */
  static Optional<AttackLosses> of(DataSetStudy data, Omissions omissions) {
    List<Curve> curves = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      Map<Double, List<Double>> logarithms = new TreeMap<>();
      omissions
          .ofCells(method, "attack.csv", AttackLosses::seed)
          .values()
          .forEach(
              steps ->
                  steps.forEach(
                      (step, loss) ->
                          logarithms.computeIfAbsent(step, s -> new ArrayList<>()).add(loss)));
      Map<Double, Estimate> losses = new TreeMap<>();
      logarithms.forEach((step, values) -> losses.put(step, Estimate.of(values)));
      if (losses.size() > 1) {
        curves.add(new Curve(method, losses));
      }
    }
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    List<Estimate> all = curves.stream().flatMap(curve -> curve.losses.values().stream()).toList();
    List<Double> steps = curves.stream().flatMap(curve -> curve.losses.keySet().stream()).toList();
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return Optional.of(
        new AttackLosses(
            Range.around(steps, 0.03, 1, everything),
            Range.ofEstimates(all, List.of(), 0.08, 1, everything),
            curves));
  }

  private static Map<Double, Double> seed(Path file) throws IOException {
    Map<Double, Double> losses = new TreeMap<>();
    for (CsvTable.Row row : CsvTable.with(file, "step", "loss").rows()) {
      losses.put(row.number("step"), Math.log10(Math.max(LEAST, row.number("loss"))));
    }
    return losses;
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    List<Plot.Item> items = new ArrayList<>();
    for (Curve curve : curves) {
      List<Double> x = List.copyOf(curve.losses.keySet());
      List<Estimate> y = List.copyOf(curve.losses.values());
      items.addAll(Plot.band(x, y, loss, palette.of(curve.method).ink()));
    }
    for (Curve curve : curves) {
      MethodStyle style = palette.of(curve.method);
      double[] x = curve.losses.keySet().stream().mapToDouble(step -> step).toArray();
      double[] y = curve.losses.values().stream().mapToDouble(Estimate::mean).toArray();
      items.add(new Plot.Line(x, y, style.ink(), 1.9, style.dash()));
      curve.losses.forEach(
          (step, estimate) -> {
            String tip =
                "%s, step %d: loss %s"
                    .formatted(
                        curve.method.title(),
                        Math.round(step),
                        Numbers.significant(power(estimate.mean())));
            items.add(new Plot.Point(step, estimate.mean(), style, tip));
          });
    }
    return Figure.of(
        "attack",
        "Loss on the forget images during the attack",
        "The mean loss after every step of the attack, from where it starts; geometric means over"
            + " seeds with 95 % intervals as bands. An attack that minimises makes noise the model"
            + " is surer with, one that maximises makes it fail. Methods with the same"
            + " attack lie on each other.",
        data,
        data(data),
        Plot.single(
            "Loss on forget during the attack on " + data.label(),
            Axis.linear("Step of the attack", steps, false),
            Axis.decades("Loss (logarithmic)", loss),
            items,
            Plot.keys(curves.stream().map(Curve::method).toList(), palette)),
        look);
  }

  private static double power(double logarithm) {
    return Math.pow(10, logarithm);
  }

  private Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Curve curve : curves) {
      curve.losses.forEach(
          (step, estimate) ->
              records.add(
                  List.of(
                      data.label(),
                      curve.method.method(),
                      Numbers.exact(step),
                      Integer.toString(estimate.n()),
                      Numbers.exact(power(estimate.mean())),
                      Numbers.exact(power(estimate.low())),
                      Numbers.exact(power(estimate.high())))));
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "step",
            "n_seeds",
            "loss_geometric_mean",
            "loss_ci95_low",
            "loss_ci95_high"),
        records);
  }
}
