package org.unlearnbench.figures.series;

import java.util.List;
import org.unlearnbench.figures.table.CsvFormat;

/**
 * The numbers behind a figure, as a table.
 *
 * @param header names of the columns
 * @param records one text per column
 */
public record FigureData(List<String> header, List<List<String>> records) {

  public FigureData {
    header = List.copyOf(header);
    records = List.copyOf(records);
  }

  /** The table as a CSV file. */
  public String csv() {
    return CsvFormat.csv(header, records);
  }
}
