package org.unlearnbench.metric.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Confidences and what scikit-learn's SVC says of them, from the test resources. */
final class GoldenConfidences {
  private static final List<Row> ROWS = read();

  /** A sample of a case; {@code prediction} is 0 or 1. */
  record Row(String name, String set, double confidence, double decision, int prediction) {}

  private GoldenConfidences() {}

  static List<String> cases() {
    return ROWS.stream().map(Row::name).distinct().toList();
  }

  static List<Row> rows(String name) {
    return ROWS.stream().filter(row -> row.name().equals(name)).toList();
  }

  /** The confidences of a case's set, in stored order. */
  static double[] of(String name, String set) {
    return rows(name).stream()
        .filter(row -> row.set().equals(set))
        .mapToDouble(Row::confidence)
        .toArray();
  }

  private static List<Row> read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                GoldenConfidences.class.getResourceAsStream("/golden/svc-confidence.csv"),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(GoldenConfidences::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split(",", -1);
    return new Row(
        cells[0],
        cells[1],
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]),
        Integer.parseInt(cells[4]));
  }
}
