package org.unlearnbench.figures.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Comma-separated values with line feeds: full precision. */
public final class CsvFormat {
  private CsvFormat() {}

  /** The whole file. */
  public static String render(DataTable table) {
    return csv(table.headings(), table.exact());
  }

  /** Any records as CSV. */
  public static String csv(List<String> header, List<List<String>> records) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(header.toArray(String[]::new))
            .get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecords(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringBuilder does not fail
    }
    return text.toString();
  }
}
