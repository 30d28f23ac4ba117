package org.unlearnbench.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes comma-separated rows (RFC 4180, line feeds): doubles in full precision whatever the
 * locale, {@link #MISSING} where a value is null or a double is NaN.
 */
public final class CsvWriter implements Closeable {
  /** What stands where there is no value. */
  public static final String MISSING = "NA";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final CSVPrinter printer;

  public CsvWriter(Appendable target) throws IOException {
    printer = new CSVPrinter(target, FORMAT);
  }

  /** The text of a table. */
  public static String text(List<String> header, List<? extends List<?>> rows) {
    StringBuilder text = new StringBuilder();
    try (CsvWriter csv = new CsvWriter(text)) {
      csv.row(header);
      for (List<?> row : rows) {
        csv.row(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  /** Writes a row. */
  public void row(List<?> values) throws IOException {
    for (Object value : values) {
      boolean missing = value == null || value instanceof Double number && number.isNaN();
      printer.print(missing ? MISSING : value.toString());
    }
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
