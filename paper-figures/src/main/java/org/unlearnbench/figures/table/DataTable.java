package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.unlearnbench.figures.table.BoardTable.Mark;
import org.unlearnbench.io.CsvWriter;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The table that every format writes: texts, counts and numbers in columns, which Tablesaw keeps.
 * Headings may be anything; two columns may share one.
 */
public final class DataTable {
  private final Table columns = Table.create();
  private final List<String> headings = new ArrayList<>();
  private final Map<Integer, List<Mark>> marks = new HashMap<>();

  /** Adds a column of texts. */
  public DataTable texts(String heading, List<String> values) {
    return add(heading, StringColumn.create(name(), values));
  }

  /** Adds a column of texts in a format's own emphasis, one mark per text. */
  public DataTable marked(String heading, List<String> values, List<Mark> emphasis) {
    marks.put(headings.size(), emphasis);
    return texts(heading, values);
  }

  /** Adds a column of numbers; NaN is missing. */
  public DataTable numbers(String heading, double... values) {
    return add(heading, DoubleColumn.create(name(), values));
  }

  /** Adds a column of whole numbers; null is missing. */
  public DataTable counts(String heading, List<Integer> values) {
    return add(heading, IntColumn.create(name(), values.toArray(Integer[]::new)));
  }

  private DataTable add(String heading, Column<?> column) {
    columns.addColumns(column);
    headings.add(heading);
    return this;
  }

  /** Tablesaw wants each name once, whatever its case. */
  private String name() {
    return Integer.toString(headings.size());
  }

  /** Adds the rows of {@code below}, which has the same columns. */
  public DataTable append(DataTable below) {
    columns.append(below.columns);
    return this;
  }

  /** Number of rows, the headings not counted. */
  public int size() {
    return columns.rowCount();
  }

  /** What the columns are called. */
  public List<String> headings() {
    return List.copyOf(headings);
  }

  /** The rows in full precision, {@code NA} where a number is missing. */
  List<List<String>> exact() {
    return IntStream.range(0, size())
        .mapToObj(row -> columns.columns().stream().map(column -> exact(column, row)).toList())
        .toList();
  }

  /** Not Tablesaw's own texts, which have the digits of the locale. */
  private static String exact(Column<?> column, int row) {
    if (column instanceof DoubleColumn numbers) {
      return Numbers.exact(numbers.getDouble(row));
    }
    if (column instanceof IntColumn counts) {
      return counts.isMissing(row) ? Numbers.MISSING : Integer.toString(counts.getInt(row));
    }
    return column.getString(row);
  }

  /** As comma-separated values, in full precision. */
  public String csv() {
    return CsvWriter.text(headings, exact());
  }

  /**
   * The headings, then the rows, as a format shows them.
   *
   * @param escape makes a text harmless in the format
   * @param emphasis turns an escaped text and its mark into what the format shows
   */
  List<List<String>> lines(
      UnaryOperator<String> escape, BiFunction<String, Mark, String> emphasis) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(headings.stream().map(escape).toList());
    List<List<String>> rows = exact();
    for (int row = 0; row < rows.size(); row++) {
      List<String> line = new ArrayList<>();
      for (int column = 0; column < headings.size(); column++) {
        String text = escape.apply(rows.get(row).get(column));
        List<Mark> own = marks.get(column);
        line.add(own == null ? text : emphasis.apply(text, own.get(row)));
      }
      lines.add(line);
    }
    return lines;
  }
}
