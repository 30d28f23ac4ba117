package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;

/**
 * {@code artefacts/relearn.csv}: a copy of a finished model in training on the forget set, a row
 * per epoch. Training ends when Original's accuracy there is reached, or at the cap.
 *
 * @param target Original's accuracy on forget, 0..1
 * @param cap most epochs
 * @param points from epoch 0, before any training; at least that one
 */
public record RelearnCurve(double target, int cap, List<Point> points) {
  public static final String FILE = "relearn.csv";

  public static final List<String> HEADER =
      List.of("epoch", "forget_accuracy", "forget_loss", "target_accuracy", "cap");

  public RelearnCurve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a curve without points");
    }
  }

  /**
   * The model after some epochs, in eval mode and without augmentation.
   *
   * @param epoch epochs trained
   * @param accuracy on forget, 0..1
   * @param loss mean on forget
   */
  public record Point(int epoch, double accuracy, double loss) {}

  /** Whether Original's accuracy was reached. */
  public boolean isReached() {
    return points.stream().anyMatch(point -> point.accuracy >= target);
  }

  /** Whether the cap came first, so that {@link #epochs} says only "more than that". */
  public boolean isCapped() {
    return !isReached() && points.get(points.size() - 1).epoch == cap;
  }

  /**
   * Epochs until Original's accuracy was reached; the cap where it was not, a lower bound then; NaN
   * where training diverged.
   */
  public double epochs() {
    if (isCapped()) {
      return cap;
    }
    return points.stream()
        .filter(point -> point.accuracy >= target)
        .mapToDouble(Point::epoch)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The file's rows, see {@link #HEADER}. */
  public List<List<Object>> table() {
    List<List<Object>> table = new ArrayList<>();
    for (Point point : points) {
      table.add(List.of(point.epoch, point.accuracy, point.loss, target, cap));
    }
    return table;
  }

  /** The one in a cell's folder of artefacts, if it was measured. */
  public static Optional<RelearnCurve> find(Path artefacts) throws IOException {
    Path file = artefacts.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.exactly(file, HEADER);
    List<Point> points = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      int epoch = points.size();
      if (row.count("epoch") != epoch) {
        throw row.wrong("epoch", Integer.toString(epoch));
      }
      points.add(new Point(epoch, row.number("forget_accuracy"), row.number("forget_loss")));
    }
    if (points.isEmpty()) {
      throw new InputException(file, "has no rows");
    }
    CsvTable.Row first = table.rows().get(0);
    return Optional.of(
        new RelearnCurve(first.number("target_accuracy"), first.count("cap"), points));
  }
}
