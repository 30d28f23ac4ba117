package org.unlearnbench.io;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A comma-separated file with a header line; every row has as many fields as the header. */
public final class CsvTable {
  private final Path file;
  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  private CsvTable(Path file, List<String> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /** One data row. */
  public final class Row {
    private final int line;
    private final List<String> fields;

    private Row(int line, List<String> fields) {
      this.line = line;
      this.fields = List.copyOf(fields);
    }

    /** Number of its (last) line in the file, the header being line 1. */
    public int line() {
      return line;
    }

    public List<String> fields() {
      return fields;
    }

    /** The field of a column that the table has. */
    public String text(String column) {
      return fields.get(columns.indexOf(column));
    }

    /** A finite number; NaN where the file says {@code NA}. */
    public double number(String column) throws InputException {
      String text = text(column);
      if (text.equals(CsvWriter.MISSING)) {
        return Double.NaN;
      }
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw wrong(column, "a number or NA");
    }

    /** A whole number from 0 to 999,999,999. */
    public int count(String column) throws InputException {
      if (!text(column).matches("\\d{1,9}")) {
        throw wrong(column, "a whole number");
      }
      return Integer.parseInt(text(column));
    }

    /** What to throw where a field is not as expected. */
    public InputException wrong(String column, String expected) {
      return new InputException(
          "%s, column %s: found '%s', expected %s"
              .formatted(where(this), column, text(column), expected));
    }
  }

  /**
   * Reads and checks {@code file}.
   *
   * @throws InputException as {@link TextFile#read}, and for a missing header, another separator,
   *     repeated columns, rows of another length, and a table without rows
   */
  public static CsvTable read(Path file, TextFile.Ends allowed) throws IOException {
    CsvTable table = parse(file, allowed);
    if (table.rows.isEmpty()) {
      throw new InputException(file + ":1: a header but no rows");
    }
    return table;
  }

  /**
   * Reads a table that this project wrote; it may have no rows.
   *
   * @throws InputException as {@link #read}, and if its header is not {@code header}
   */
  public static CsvTable exactly(Path file, List<String> header) throws IOException {
    CsvTable table = parse(file, TextFile.Ends.LF);
    if (!table.columns.equals(header)) {
      String found = String.join(",", table.columns);
      String expected = ", expected " + String.join(",", header);
      throw new InputException(file, "found the header " + found + expected);
    }
    return table;
  }

  /**
   * Reads a table of which some columns must be there; it may have no rows.
   *
   * @throws InputException as {@link #read}, and if one of {@code columns} is missing
   */
  public static CsvTable with(Path file, String... columns) throws IOException {
    CsvTable table = parse(file, TextFile.Ends.LF_OR_CRLF);
    for (String column : columns) {
      table.column(column);
    }
    return table;
  }

  private static CsvTable parse(Path file, TextFile.Ends allowed) throws IOException {
    TextFile text = TextFile.read(file, allowed);
    Problems problems = new Problems();
    String content = String.join("\n", text.lines()) + "\n";
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(content))) {
      CsvTable table = null;
      for (CSVRecord record : parser) {
        int line = Math.toIntExact(parser.getCurrentLineNumber());
        if (table == null) {
          table = new CsvTable(file, header(text, record));
        } else if (record.size() == table.columns.size()) {
          table.rows.add(table.new Row(line, record.toList()));
        } else {
          problems.add(file + ":" + line + ": " + table.misfit(record));
        }
      }
      problems.throwIfAny();
      return table;
    } catch (UncheckedIOException e) {
      throw new InputException(file + ": " + e.getCause().getMessage());
    }
  }

  private String misfit(CSVRecord record) {
    boolean blank = record.size() == 1 && record.get(0).isEmpty();
    String found = blank ? "an empty line" : record.size() + " fields";
    String fields = blank ? " fields" : "";
    return "%s, expected %d%s (%s)"
        .formatted(found, columns.size(), fields, String.join(",", columns));
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
    return Collections.unmodifiableList(rows);
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
