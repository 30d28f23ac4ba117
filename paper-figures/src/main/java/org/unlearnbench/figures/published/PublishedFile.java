package org.unlearnbench.figures.published;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.TextFile;

/**
 * A CSV file of published numbers: {@code dataset, method, published_name, seeds, source, commit,
 * caveat, recipe, start} and any metric columns. {@code recipe} is an experiment file, relative to
 * the CSV file; {@code start} is {@code scratch} or {@code checkpoint}.
 */
public final class PublishedFile {
  private static final Set<String> KEYS =
      Set.of(
          "dataset",
          "method",
          "published_name",
          "seeds",
          "source",
          "commit",
          "caveat",
          "recipe",
          "start");

  private final CsvTable table;
  private final List<String> metrics;
  private final List<String> problems = new ArrayList<>();

  private PublishedFile(CsvTable table, List<String> metrics) {
    this.table = table;
    this.metrics = metrics;
  }

  /**
   * Reads {@code file}.
   *
   * @param metrics columns of the metrics there are
   * @throws InputException with one line per problem
   */
  public static List<PublishedRow> read(Path file, List<String> metrics) throws IOException {
    PublishedFile reader = new PublishedFile(CsvTable.read(file, TextFile.Ends.LF), metrics);
    List<PublishedRow> rows = reader.rows();
    if (!reader.problems.isEmpty()) {
      throw new InputException(reader.problems);
    }
    return rows;
  }

  private List<PublishedRow> rows() throws InputException {
    for (String key : KEYS.stream().sorted().toList()) {
      table.column(key);
    }
    List<String> columns = table.columns().stream().filter(c -> !KEYS.contains(c)).toList();
    for (String column : columns) {
      if (!metrics.contains(column)) {
        problems.add(table.file() + ":1: no metric has the column '" + column + "'" + hint(column));
      }
    }
    List<PublishedRow> rows = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      rows.add(row(row, columns));
    }
    return rows;
  }

  private String hint(String column) {
    return "; " + Nearest.hint(column, metrics);
  }

  private PublishedRow row(CsvTable.Row row, List<String> columns) throws InputException {
    List<PublishedRow.Value> values = new ArrayList<>();
    for (String column : columns) {
      String text = field(row, column);
      if (!text.equals(CsvWriter.MISSING)) {
        if (text.matches("-?\\d{1,9}(\\.\\d{1,15})?")) {
          BigDecimal value = new BigDecimal(text);
          values.add(
              new PublishedRow.Value(column, value.doubleValue(), value.ulp().doubleValue() / 2));
        } else {
          wrong(row, column, text, "a decimal number or NA");
        }
      }
    }
    String seeds = field(row, "seeds");
    boolean counted = seeds.matches("[1-9]\\d{0,5}");
    if (!counted) {
      wrong(row, "seeds", seeds, "a number of runs of at least 1");
    }
    String start = field(row, "start");
    if (!start.equals("scratch") && !start.equals("checkpoint")) {
      wrong(row, "start", start, "scratch or checkpoint");
    }
    for (String column : List.of("dataset", "method", "recipe")) {
      if (field(row, column).isBlank()) {
        wrong(row, column, "", "a name");
      }
    }
    return new PublishedRow(
        field(row, "dataset"),
        field(row, "method"),
        field(row, "published_name"),
        values,
        counted ? Integer.parseInt(seeds) : 1,
        field(row, "source"),
        field(row, "commit"),
        field(row, "caveat"),
        table.file().resolveSibling(field(row, "recipe")).normalize(),
        start.equals("scratch"));
  }

  private String field(CsvTable.Row row, String column) throws InputException {
    return row.fields().get(table.column(column));
  }

  private void wrong(CsvTable.Row row, String column, String found, String expected) {
    problems.add(
        table.where(row) + ": " + column + ": found '" + found + "', expected " + expected);
  }
}
