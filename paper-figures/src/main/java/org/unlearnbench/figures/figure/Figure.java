package org.unlearnbench.figures.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Pattern;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.io.CsvWriter;

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
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{4,}(E-?\\d+)?");

    public Data {
      header = List.copyOf(header);
      records = List.copyOf(records);
    }

    /** The records for people: four digits tell all that a figure shows. */
    public List<List<String>> rounded() {
      return records.stream().map(r -> r.stream().map(Data::rounded).toList()).toList();
    }

    private static String rounded(String text) {
      return LONG_NUMBER.matcher(text).matches()
          ? new BigDecimal(text).round(new MathContext(4)).toPlainString()
          : text;
    }

    /** The table as a CSV file. */
    public String csv() {
      return CsvWriter.text(header, records);
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
