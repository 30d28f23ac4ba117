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
import org.unlearnbench.result.Cost;

/**
 * How the score moves while a method works, from {@code curves.csv}: a row per epoch with {@code
 * epoch}, {@code seconds} (clock stopped while scoring), what it had cost by then, and metric
 * columns.
 *
 * @param images whether the axis counts images processed, as {@link Cost#images} does; else it is
 *     wall time, of cells made alone, where no cell counted
 * @param spent axis of images or seconds
 * @param score axis of the score
 * @param column the ranking metric
 * @param curves one per method that left any, in rank order
 */
public record AnytimeCurves(
    boolean images, Range spent, Range score, MetricColumn column, List<Curve> curves) {

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
   * @param spent images or seconds, mean over the seeds that have the epoch
   * @param score over the seeds that have the epoch
   */
  public record Point(double epoch, double spent, Estimate score) {}

  private static final String FORWARD = "forward_images";
  private static final String BACKWARD = "backward_images";
  private static final Optional<Double> UNTOLD = Optional.empty();

  public AnytimeCurves {
    curves = List.copyOf(curves);
  }

  /** The curves of a data set, empty if no cell left one with the ranking metric. */
  public static Optional<AnytimeCurves> of(Study study, DataSetStudy data, Omissions omissions) {
    AnytimeCurves counted = of(study, data, omissions, true);
    AnytimeCurves curves = counted.curves.isEmpty() ? of(study, data, omissions, false) : counted;
    return curves.curves.isEmpty() ? Optional.empty() : Optional.of(curves);
  }

  private static AnytimeCurves of(
      Study study, DataSetStudy data, Omissions omissions, boolean images) {
    MetricColumn column = study.ranking();
    List<Curve> curves = new ArrayList<>();
    List<Estimate> scores = new ArrayList<>();
    double longest = 0;
    for (MethodSummary method : data.methods()) {
      List<Point> points = points(method, column.column(), images, omissions);
      if (!points.isEmpty()) {
        curves.add(new Curve(method, points));
      }
      for (Point point : points) {
        scores.add(point.score());
        longest = Math.max(longest, point.spent());
      }
    }
    if (curves.isEmpty() || longest == 0) {
      return new AnytimeCurves(images, new Range(0, 1), new Range(0, 1), column, List.of());
    }
    Range everything = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Range score = Range.ofEstimates(scores, List.of(), 0.1, 0.05, everything);
    return new AnytimeCurves(images, new Range(0, 1.03 * longest), score, column, curves);
  }

  private static List<Point> points(
      MethodSummary method, String column, boolean images, Omissions omissions) {
    Map<Double, List<double[]>> epochs = new TreeMap<>();
    for (SeedCell cell : method.finished()) {
      Path path = cell.artefact("curves.csv");
      if (Files.exists(path) && (images || cell.result().alone())) {
        omissions
            .read(path, () -> seed(path, column, images))
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

  /** Epoch, images or seconds, and score of every row of a file that has them. */
  private static List<double[]> seed(Path file, String column, boolean images) throws IOException {
    CsvTable table = CsvTable.with(file, "epoch", "seconds");
    List<double[]> rows = new ArrayList<>();
    boolean there = !images || table.columns().containsAll(List.of(FORWARD, BACKWARD));
    if (there && table.columns().contains(column)) {
      for (CsvTable.Row row : table.rows()) {
        double value = row.number(column);
        if (Double.isFinite(value)) {
          double spent =
              images
                  ? new Cost(0, (long) row.number(FORWARD), (long) row.number(BACKWARD), UNTOLD)
                      .images()
                  : row.number("seconds");
          rows.add(new double[] {row.number("epoch"), spent, value});
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
              curve.points().stream().map(Point::spent).toList(),
              curve.points().stream().map(Point::score).toList(),
              score,
              ink));
    }
    for (Curve curve : curves) {
      MethodStyle style = palette.of(curve.method());
      double[] x = curve.points().stream().mapToDouble(Point::spent).toArray();
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
        items.add(new Plot.Point(point.spent(), point.score().mean(), style, tip));
      }
    }
    return Figure.of(
        "curves",
        column.title() + " while unlearning",
        "A mark per epoch, means over seeds with 95 % intervals as bands; "
            + (images
                ? "an image that is only taken forward counts a third, scoring counts nothing."
                : "the clock stands still while a model is scored."),
        data,
        data(data),
        Plot.single(
            column.title() + " while unlearning on " + data.label(),
            Axis.linear(images ? "Images processed" : "Unlearning time in seconds", spent, true),
            Axis.linear(column.heading(), score, true),
            items,
            Plot.curveKeys(curves.stream().map(Curve::method).toList(), palette)),
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
                Numbers.exact(point.spent()),
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
            images ? "images_mean" : "seconds_mean",
            column.column() + "_mean",
            column.column() + "_ci95_low",
            column.column() + "_ci95_high"),
        records);
  }
}
