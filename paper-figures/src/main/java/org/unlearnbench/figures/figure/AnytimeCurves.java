package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;

/**
 * How the score moves while a method works, from {@code curves.csv}: a row per epoch with {@code
 * epoch}, {@code seconds} (clock stopped while scoring) and metric columns.
 *
 * @param seconds axis of the time
 * @param score axis of the score
 * @param column the ranking metric
 * @param curves one per method that left any, in rank order
 */
public record AnytimeCurves(Range seconds, Range score, MetricColumn column, List<Curve> curves) {

  /**
   * One method.
   *
   * @param method which
   * @param points by epoch
   */
  public record Curve(MethodSummary method, List<Point> points) {}

  /**
   * One epoch.
   *
   * @param epoch as the file says
   * @param seconds mean over the seeds that have the epoch
   * @param score over the seeds that have the epoch
   */
  public record Point(double epoch, double seconds, Estimate score) {}

  public AnytimeCurves {
    curves = List.copyOf(curves);
  }

  /** The curves of a data set, empty if no cell left one with the ranking metric. */
  public static Optional<AnytimeCurves> of(Study study, DataSetStudy data, Omissions omissions) {
    MetricColumn column = study.ranking();
    List<Curve> curves = new ArrayList<>();
    List<Estimate> scores = new ArrayList<>();
    double longest = 0;
    for (MethodSummary method : data.methods()) {
      List<Point> points = points(method, column.column(), omissions);
      if (!points.isEmpty()) {
        curves.add(new Curve(method, points));
      }
      for (Point point : points) {
        scores.add(point.score());
        longest = Math.max(longest, point.seconds());
      }
    }
    if (curves.isEmpty() || longest == 0) {
      return Optional.empty();
    }
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Range score = Range.ofEstimates(scores, List.of(), 0.1, 0.05, everything);
    return Optional.of(new AnytimeCurves(new Range(0, 1.03 * longest), score, column, curves));
  }

  private static List<Point> points(MethodSummary method, String column, Omissions omissions) {
    Map<Double, List<double[]>> epochs = new TreeMap<>();
    for (SeedCell cell : method.finished()) {
      Path path = cell.artefact("curves.csv");
      if (Files.exists(path)) {
        omissions
            .read(path, () -> seed(path, column))
            .ifPresent(
                rows ->
                    rows.forEach(
                        row -> epochs.computeIfAbsent(row[0], e -> new ArrayList<>()).add(row)));
      }
    }
    List<Point> points = new ArrayList<>();
    epochs.forEach(
        (epoch, rows) ->
            points.add(
                new Point(
                    epoch,
                    rows.stream().mapToDouble(row -> row[1]).average().orElse(Double.NaN),
                    Estimate.of(rows.stream().map(row -> row[2]).toList()))));
    return List.copyOf(points);
  }

  /** Epoch, seconds and score of every row of a file that has a score. */
  private static List<double[]> seed(Path file, String column) throws IOException {
    CsvTable table = CsvTable.with(file, "epoch", "seconds");
    List<double[]> rows = new ArrayList<>();
    if (table.columns().contains(column)) {
      for (CsvTable.Row row : table.rows()) {
        double value = row.number(column);
        if (Double.isFinite(value)) {
          rows.add(new double[] {row.number("epoch"), row.number("seconds"), value});
        }
      }
    }
    return rows;
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    List<Plot.Item> items = new ArrayList<>();
    for (Curve curve : curves) {
      Ink ink = palette.of(curve.method()).ink();
      items.addAll(
          Plot.band(
              curve.points().stream().map(Point::seconds).toList(),
              curve.points().stream().map(Point::score).toList(),
              score,
              ink));
    }
    for (Curve curve : curves) {
      MethodStyle style = palette.of(curve.method());
      double[] x = curve.points().stream().mapToDouble(Point::seconds).toArray();
      double[] y = curve.points().stream().mapToDouble(p -> p.score().mean()).toArray();
      items.add(new Plot.Line(x, y, style.ink(), 1.9, style.dash()));
    }
    for (Curve curve : curves) {
      for (Point point : curve.points()) {
        String tip =
            "%s, epoch %s: %s %s"
                .formatted(
                    curve.method().title(),
                    Numbers.rounded(point.epoch(), "").replaceAll("\\.0+$", ""),
                    column.title(),
                    Numbers.withInterval(point.score(), ""));
        MethodStyle style = palette.of(curve.method());
        items.add(new Plot.Point(point.seconds(), point.score().mean(), style, tip));
      }
    }
    return Figure.of(
        "curves",
        column.title() + " while unlearning",
        "A mark per epoch, means over seeds with 95 % intervals as bands; the clock stands still while a model is scored.",
        data,
        data(data),
        Plot.single(
            column.title() + " while unlearning on " + data.label(),
            Axis.linear("Unlearning time in seconds", seconds, true),
            Axis.linear(column.heading(), score, true),
            items,
            Plot.keys(curves.stream().map(Curve::method).toList(), palette)),
        look);
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Curve curve : curves) {
      for (Point point : curve.points()) {
        records.add(
            List.of(
                data.label(),
                curve.method().method(),
                Numbers.exact(point.epoch()),
                Integer.toString(point.score().n()),
                Numbers.exact(point.seconds()),
                Numbers.exact(point.score().mean()),
                Numbers.exact(point.score().low()),
                Numbers.exact(point.score().high())));
      }
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "epoch",
            "n_seeds",
            "seconds_mean",
            column.column() + "_mean",
            column.column() + "_ci95_low",
            column.column() + "_ci95_high"),
        records);
  }
}
