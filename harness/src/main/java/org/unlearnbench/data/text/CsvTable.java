package org.unlearnbench.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.io.InputException;

/** A comma-separated file with a header line; every row has as many fields as the header. */
public final class CsvTable {
  private final Path file;
  private final List<String> columns;
  private final List<Row> rows;

  private CsvTable(Path file, List<String> columns, List<Row> rows) {
    this.file = file;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  /**
   * One data row.
   *
   * @param line number of its (last) line in the file, the header being line 1
   */
  public record Row(int line, List<String> fields) {}

  /**
   * Reads and checks {@code file}.
   *
   * @throws InputException as {@link TextFile#read}, and for a missing header, another separator,
   *     repeated columns, rows of another length, and a table without rows
   */
  public static CsvTable read(Path file, LineEnds allowed) throws IOException {
    TextFile text = TextFile.read(file, allowed);
    ProblemList problems = new ProblemList();
    List<String> columns = null;
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVFormat.RFC4180.parse(reader(text))) {
      for (CSVRecord record : parser) {
        int line = Math.toIntExact(parser.getCurrentLineNumber());
        if (columns == null) {
          columns = header(text, record);
        } else if (record.size() != columns.size()) {
          String where = file + ":" + line;
          boolean blank = record.size() == 1 && record.get(0).isEmpty();
          String found = blank ? "an empty line" : record.size() + " fields";
          problems.add(
              "%s: %s, expected %d%s (%s)"
                  .formatted(
                      where,
                      found,
                      columns.size(),
                      blank ? " fields" : "",
                      String.join(",", columns)));
        } else {
          rows.add(new Row(line, record.toList()));
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw new InputException(file + ": " + e.getCause().getMessage());
    }
    if (problems.isEmpty() && rows.isEmpty()) {
      problems.add(file + ":1: a header but no rows");
    }
    problems.throwIfAny();
    return new CsvTable(file, columns, rows);
  }

  private static java.io.Reader reader(TextFile text) {
    return new java.io.StringReader(String.join("\n", text.lines()) + "\n");
  }

  private static List<String> header(TextFile text, CSVRecord record) throws InputException {
    List<String> columns = record.toList();
    if (columns.size() == 1) {
      for (char separator : new char[] {';', '\t', '|'}) {
        if (columns.get(0).indexOf(separator) >= 0) {
          String name = separator == '\t' ? "tabs" : "'" + separator + "'";
          throw new InputException(
              text.where(0) + ": columns are separated by " + name + ", expected ','");
        }
      }
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new InputException(text.where(0) + ": column '" + column + "' appears twice");
      }
    }
    return columns;
  }

  public Path file() {
    return file;
  }

  public List<String> columns() {
    return columns;
  }

  public List<Row> rows() {
    return rows;
  }

  /**
   * Position of a column.
   *
   * @throws InputException naming the columns there are
   */
  public int column(String name) throws InputException {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new InputException(
          "%s:1: no column '%s'; found %s".formatted(file, name, String.join(", ", columns)));
    }
    return index;
  }

  /** {@code file:line} of a row. */
  public String where(Row row) {
    return file + ":" + row.line();
  }
}
