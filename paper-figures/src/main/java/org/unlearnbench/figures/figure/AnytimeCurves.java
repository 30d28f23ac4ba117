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
   * @param score mean over the seeds that have the epoch
   * @param seeds how many have it
   */
  public record Point(double epoch, double seconds, double score, int seeds) {}

  public AnytimeCurves {
    curves = List.copyOf(curves);
  }

  /** The curves of a data set, empty if no cell left one with the ranking metric. */
  public static Optional<AnytimeCurves> of(Study study, DataSetStudy data) throws IOException {
    MetricColumn column = study.ranking();
    List<Curve> curves = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    double longest = 0;
    for (MethodSummary method : data.methods()) {
      List<Point> points = points(method, column.column());
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
    Range score = Range.around(scores, 0.1, 0.05, everything);
    return Optional.of(new AnytimeCurves(new Range(0, 1.03 * longest), score, column, curves));
  }

  private static List<Point> points(MethodSummary method, String column) throws IOException {
    Map<Double, double[]> sums = new TreeMap<>();
    for (SeedCell cell : method.finished()) {
      Path path = cell.artefact("curves.csv");
      if (!Files.exists(path)) {
        continue;
      }
      CsvTable table = CsvTable.with(path, "epoch", "seconds");
      if (!table.columns().contains(column)) {
        continue;
      }
      for (CsvTable.Row row : table.rows()) {
        double value = row.number(column);
        if (Double.isFinite(value)) {
          double[] sum = sums.computeIfAbsent(row.number("epoch"), e -> new double[3]);
          sum[0] += row.number("seconds");
          sum[1] += value;
          sum[2]++;
        }
      }
    }
    List<Point> points = new ArrayList<>();
    sums.forEach(
        (epoch, sum) ->
            points.add(new Point(epoch, sum[0] / sum[2], sum[1] / sum[2], (int) sum[2])));
    return List.copyOf(points);
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    List<Plot.Item> items = new ArrayList<>();
    for (Curve curve : curves) {
      double[] x = curve.points().stream().mapToDouble(Point::seconds).toArray();
      double[] y = curve.points().stream().mapToDouble(Point::score).toArray();
      items.add(new Plot.Line(x, y, palette.of(curve.method()).ink(), 1.9, false));
    }
    for (Curve curve : curves) {
      for (Point point : curve.points()) {
        String tip =
            "%s, epoch %s: %s %s"
                .formatted(
                    curve.method().title(),
                    Numbers.rounded(point.epoch(), "").replaceAll("\\.0+$", ""),
                    column.title(),
                    Numbers.rounded(point.score(), ""));
        MethodStyle style = palette.of(curve.method());
        items.add(new Plot.Point(point.seconds(), point.score(), style, tip));
      }
    }
    return Figure.of(
        "curves",
        column.title() + " while unlearning",
        "A mark per epoch, means over seeds; the clock stands still while a model is scored.",
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
                Integer.toString(point.seeds()),
                Numbers.exact(point.seconds()),
                Numbers.exact(point.score())));
      }
    }
    return new Figure.Data(
        List.of("dataset", "method", "epoch", "n_seeds", "seconds_mean", column.column() + "_mean"),
        records);
  }
}
