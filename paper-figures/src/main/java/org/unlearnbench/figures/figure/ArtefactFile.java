package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.unlearnbench.io.InputException;

/** A CSV file that a method left, read with its header. */
public final class ArtefactFile {
  private final Path file;
  private final List<String> header;
  private final List<CSVRecord> records;

  private ArtefactFile(Path file, List<String> header, List<CSVRecord> records) {
    this.file = file;
    this.header = header;
    this.records = records;
  }

  /**
   * Reads {@code file}.
   *
   * @param columns those that must be there
   * @throws InputException if it is no CSV file or lacks a column
   */
  public static ArtefactFile read(Path file, String... columns) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.parse(reader, format)) {
      List<String> header = parser.getHeaderNames();
      for (String column : columns) {
        if (!header.contains(column)) {
          throw new InputException(file, "has no column '" + column + "'");
        }
      }
      return new ArtefactFile(file, List.copyOf(header), parser.getRecords());
    } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
      throw new InputException(file, "is no CSV file with a header");
    }
  }

  public boolean has(String column) {
    return header.contains(column);
  }

  public int rows() {
    return records.size();
  }

  public String text(int row, String column) throws InputException {
    CSVRecord record = records.get(row);
    if (!record.isConsistent()) {
      throw new InputException(file, "row " + (row + 1) + " has another number of columns");
    }
    return record.get(column);
  }

  /** A number, NaN where the file says {@code NA}. */
  public double number(int row, String column) throws InputException {
    String text = text(row, column);
    if (text.equals("NA")) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      String where = "row " + (row + 1) + ", column " + column;
      throw new InputException(file, where + ": found '" + text + "', expected a number");
    }
  }
}
