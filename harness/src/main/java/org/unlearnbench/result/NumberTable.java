package org.unlearnbench.result;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.unlearnbench.io.InputException;

/** A CSV file with a known header whose fields are numbers, {@code NA}, or texts; read strictly. */
final class NumberTable {
  private static final String MISSING = "NA";

  private final Path file;
  private final List<String> header;
  private final List<CSVRecord> rows;

  private NumberTable(Path file, List<String> header, List<CSVRecord> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads {@code file}.
   *
   * @throws InputException if its header is not {@code header}, or a row has another number of
   *     fields
   */
  static NumberTable read(Path file, List<String> header) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.parse(reader, CSVFormat.RFC4180)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.isEmpty() || !records.get(0).toList().equals(header)) {
        String found = records.isEmpty() ? "nothing" : String.join(",", records.get(0).toList());
        String expected = ", expected " + String.join(",", header);
        throw new InputException(file, "found the header " + found + expected);
      }
      for (CSVRecord row : records) {
        if (row.size() != header.size()) {
          String found = "row " + (row.getRecordNumber() - 1) + ": found " + row.size();
          throw new InputException(file, found + " fields, expected " + header.size());
        }
      }
      return new NumberTable(file, header, records.subList(1, records.size()));
    } catch (UncheckedIOException e) {
      throw new InputException(file, "is no CSV file");
    }
  }

  int rows() {
    return rows.size();
  }

  String text(int row, String column) {
    return rows.get(row).get(header.indexOf(column));
  }

  /** A number; NaN where the file says {@code NA}. */
  double number(int row, String column) throws InputException {
    String text = text(row, column);
    if (text.equals(MISSING)) {
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
    throw wrong(row, column, "a number or NA");
  }

  /** A whole number of at least 0. */
  int count(int row, String column) throws InputException {
    if (!text(row, column).matches("\\d{1,9}")) {
      throw wrong(row, column, "a whole number");
    }
    return Integer.parseInt(text(row, column));
  }

  InputException wrong(int row, String column, String expected) {
    return new InputException(
        file,
        "row %s, column %s: found '%s', expected %s"
            .formatted(row + 1, column, text(row, column), expected));
  }

  /** How a file writes a number. */
  static Object written(double value) {
    return Double.isNaN(value) ? MISSING : (Object) value;
  }
}
