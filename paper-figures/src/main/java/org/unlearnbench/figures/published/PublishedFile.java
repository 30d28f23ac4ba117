package org.unlearnbench.figures.published;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.TextFile;

/**
 * A CSV file of published numbers: {@code dataset, method, published_name, seeds, source, commit,
 * caveat, recipe, start}, any metric columns with {@code _sd} beside them, and what is told of
 * {@link PublishedRow.Setting}. {@code recipe} is an experiment file, relative to the CSV file, or
 * {@code NA}; {@code start} is {@code scratch} or {@code checkpoint}.
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

  private static final String DECIMAL = "-?\\d{1,9}(\\.\\d{1,15})?";
  private static final String DEVIATION = "_sd";

  /** Columns that may be missing. */
  private static final Set<String> SETTING =
      Set.of(
          "network",
          "image_size",
          "attack",
          "attack_split",
          "attack_value",
          "attack_value_sd",
          "minutes",
          "accuracy_images",
          "protocol",
          "stands",
          "traps");

  private final CsvTable table;
  private final List<String> metrics;
  private final List<String> problems = new ArrayList<>();

  private PublishedFile(CsvTable table, List<String> metrics) {
    this.table = table;
    this.metrics = metrics;
  }

  /**
   * Reads a file, or every {@code .csv} file of a folder in the order of their names.
   *
   * @param metrics columns of the metrics there are
   * @throws InputException with one line per problem
   */
  public static List<PublishedRow> read(Path file, List<String> metrics) throws IOException {
    if (Files.isDirectory(file)) {
      List<PublishedRow> all = new ArrayList<>();
      try (Stream<Path> files = Files.list(file)) {
        for (Path each : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          all.addAll(read(each, metrics));
        }
      }
      if (all.isEmpty()) {
        throw new InputException(file + ": no .csv file with published numbers");
      }
      return all;
    }
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
    List<String> told =
        table.columns().stream().filter(c -> !KEYS.contains(c) && !SETTING.contains(c)).toList();
    List<String> columns = told.stream().filter(c -> !isDeviation(c, told)).toList();
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

  private static boolean isDeviation(String column, List<String> columns) {
    return column.endsWith(DEVIATION)
        && columns.contains(column.substring(0, column.length() - DEVIATION.length()));
  }

  private String hint(String column) {
    return "; " + Nearest.hint(column, metrics);
  }

  private PublishedRow row(CsvTable.Row row, List<String> columns) throws InputException {
    List<PublishedRow.Value> values = new ArrayList<>();
    for (String column : columns) {
      String text = field(row, column);
      if (!text.equals(CsvWriter.MISSING)) {
        if (text.matches(DECIMAL)) {
          BigDecimal value = new BigDecimal(text);
          double rounding = value.ulp().doubleValue() / 2;
          double deviation = number(row, column + DEVIATION).orElse(Double.NaN);
          values.add(new PublishedRow.Value(column, value.doubleValue(), rounding, deviation));
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
        recipe(row),
        setting(row),
        start.equals("scratch"));
  }

  /** The experiment file, if one is named; none, with a problem noted, if none can be called so. */
  private Optional<Path> recipe(CsvTable.Row row) throws InputException {
    Optional<String> name = told(row, "recipe");
    try {
      return name.map(file -> table.file().resolveSibling(file).normalize());
    } catch (InvalidPathException e) {
      String expected = "a name that a file can have (" + e.getReason() + ")";
      wrong(row, "recipe", name.orElseThrow(), expected);
      return Optional.empty();
    }
  }

  private PublishedRow.Setting setting(CsvTable.Row row) throws InputException {
    List<PublishedRow.Trap> traps = new ArrayList<>();
    for (String key : told(row, "traps").map(text -> text.split("; ?")).orElse(new String[0])) {
      List<String> known = Stream.of(PublishedRow.Trap.values()).map(t -> t.key()).toList();
      if (known.contains(key)) {
        traps.add(PublishedRow.Trap.values()[known.indexOf(key)]);
      } else {
        wrong(row, "traps", key, String.join(", ", known) + "; " + Nearest.hint(key, known));
      }
    }
    String protocol = told(row, "protocol").orElse("");
    boolean own = told(row, "recipe").isPresent();
    if (own != protocol.isEmpty()) {
      wrong(row, "protocol", protocol, "a text where there is no recipe, else none");
    }
    return new PublishedRow.Setting(
        told(row, "network").orElse(""),
        told(row, "image_size").orElse(""),
        told(row, "attack").orElse(""),
        told(row, "attack_split").orElse(""),
        number(row, "attack_value"),
        number(row, "minutes"),
        number(row, "accuracy_images"),
        protocol,
        told(row, "stands").orElse(""),
        traps);
  }

  /** A field that the file may lack, or say nothing in. */
  private Optional<String> told(CsvTable.Row row, String column) throws InputException {
    return table.columns().contains(column)
        ? Optional.of(field(row, column)).filter(t -> !t.isBlank() && !t.equals(CsvWriter.MISSING))
        : Optional.empty();
  }

  private OptionalDouble number(CsvTable.Row row, String column) throws InputException {
    Optional<String> text = told(row, column);
    if (text.isPresent() && !text.get().matches(DECIMAL)) {
      wrong(row, column, text.get(), "a decimal number or NA");
      return OptionalDouble.empty();
    }
    return text.stream().mapToDouble(Double::parseDouble).findFirst();
  }

  private String field(CsvTable.Row row, String column) throws InputException {
    return row.fields().get(table.column(column));
  }

  private void wrong(CsvTable.Row row, String column, String found, String expected) {
    problems.add(
        table.where(row) + ": " + column + ": found '" + found + "', expected " + expected);
  }
}
