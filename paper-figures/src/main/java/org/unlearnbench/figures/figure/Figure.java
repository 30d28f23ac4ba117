package org.unlearnbench.figures.figure;

import java.util.List;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.table.CsvFormat;

/**
 * A figure, the same for paper and page.
 *
 * @param name of its files, without an extension
 * @param heading what it is, without the data set's name
 * @param explanation how to read it, one or two sentences
 * @param drawing the picture
 * @param data the numbers behind it
 */
public record Figure(String name, String heading, String explanation, Drawing drawing, Data data) {

  /**
   * The numbers behind a figure, as a table.
   *
   * @param header names of the columns
   * @param records one text per column
   */
  public record Data(List<String> header, List<List<String>> records) {
    public Data {
      header = List.copyOf(header);
      records = List.copyOf(records);
    }

    /** The table as a CSV file. */
    public String csv() {
      return CsvFormat.csv(header, records);
    }
  }

  /**
   * Draws a figure.
   *
   * @param kind first part of its files' names
   */
  static Figure of(
      String kind,
      String heading,
      String explanation,
      DataSetStudy study,
      Data data,
      Plot plot,
      Look look) {
    return new Figure(
        kind + "-" + study.slug(), heading, explanation, new Painter(plot, look).draw(), data);
  }
}
