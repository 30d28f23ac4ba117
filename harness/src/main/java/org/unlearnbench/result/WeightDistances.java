package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;

/**
 * {@code artefacts/weight-distance.csv}: how far a model's weights lie from those of Original and
 * of Retrained of the same seed, a row per tensor of the network.
 *
 * @param rows in the order of the network's layers
 */
public record WeightDistances(List<Row> rows) {
  public static final String FILE = "weight-distance.csv";

  public static final List<String> HEADER =
      List.of(
          "tensor",
          "values",
          "trainable",
          "original_norm",
          "original_distance",
          "original_relative",
          "retrained_norm",
          "retrained_distance",
          "retrained_relative");

  public WeightDistances {
    rows = List.copyOf(rows);
  }

  /**
   * One tensor.
   *
   * @param tensor torchvision's name, for example {@code layer1.0.conv1.weight}
   * @param values how many numbers it has
   * @param trainable false for running statistics of BatchNorm
   * @param original to Original's tensor
   * @param retrained to Retrained's tensor
   */
  public record Row(
      String tensor, int values, boolean trainable, Distance original, Distance retrained) {}

  /**
   * A distance of two tensors or sets of them; both numbers NaN where the other one is missing.
   *
   * @param norm Euclidean norm of the reference, at least 0
   * @param distance Euclidean norm of the difference, at least 0
   */
  public record Distance(double norm, double distance) {
    /** There is nothing to compare with. */
    public static final Distance NONE = new Distance(Double.NaN, Double.NaN);

    /** The distance by the reference's norm; NaN where that is 0 or missing. */
    public double relative() {
      return norm > 0 ? distance / norm : Double.NaN;
    }
  }

  /** Distance to Original over all trainable parameters together. */
  public Distance original() {
    return together(Row::original);
  }

  /** Distance to Retrained over all trainable parameters together. */
  public Distance retrained() {
    return together(Row::retrained);
  }

  private Distance together(Function<Row, Distance> reference) {
    double norms = 0;
    double distances = 0;
    int tensors = 0;
    for (Row row : rows) {
      if (row.trainable) {
        Distance one = reference.apply(row);
        norms += one.norm * one.norm;
        distances += one.distance * one.distance;
        tensors++;
      }
    }
    return tensors == 0
        ? Distance.NONE
        : new Distance(StrictMath.sqrt(norms), StrictMath.sqrt(distances));
  }

  /** The file's rows, see {@link #HEADER}. */
  public List<List<Object>> table() {
    List<List<Object>> table = new ArrayList<>();
    for (Row row : rows) {
      List<Object> line = new ArrayList<>(List.of(row.tensor, row.values, row.trainable));
      for (Distance distance : List.of(row.original, row.retrained)) {
        line.add(distance.norm);
        line.add(distance.distance);
        line.add(distance.relative());
      }
      table.add(line);
    }
    return table;
  }

  /** Those in a cell's folder of artefacts, if they were measured. */
  public static Optional<WeightDistances> find(Path artefacts) throws IOException {
    Path file = artefacts.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.exactly(file, HEADER);
    List<Row> rows = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      String trainable = row.text("trainable");
      if (!trainable.equals("true") && !trainable.equals("false")) {
        throw row.wrong("trainable", "true or false");
      }
      rows.add(
          new Row(
              row.text("tensor"),
              row.count("values"),
              trainable.equals("true"),
              distance(row, "original"),
              distance(row, "retrained")));
    }
    return Optional.of(new WeightDistances(rows));
  }

  private static Distance distance(CsvTable.Row row, String reference) throws InputException {
    return new Distance(row.number(reference + "_norm"), row.number(reference + "_distance"));
  }
}
