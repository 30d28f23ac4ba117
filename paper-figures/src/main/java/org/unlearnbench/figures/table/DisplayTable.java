package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.unlearnbench.figures.study.MetricColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A board as a Tablesaw table of texts, for formats that show it to people. */
final class DisplayTable {
  private DisplayTable() {}

  /**
   * The table's texts: rank, method, seeds, then the metrics.
   *
   * @param escape makes a text harmless in the format
   * @param decorate turns a value's escaped text and its mark into what the format shows
   */
  static Table of(
      BoardTable board,
      UnaryOperator<String> escape,
      BiFunction<String, BoardTable.Mark, String> decorate) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put(escape.apply("#"), board.rows().stream().map(BoardTable.Row::ranks).toList());
    columns.put(
        "Method", board.rows().stream().map(row -> escape.apply(row.method().title())).toList());
    columns.put("Seeds", board.rows().stream().map(BoardTable.Row::seeds).toList());
    for (int i = 0; i < board.columns().size(); i++) {
      MetricColumn column = board.columns().get(i);
      List<String> texts = new ArrayList<>();
      for (BoardTable.Row row : board.rows()) {
        BoardTable.Value value = row.values().get(i);
        String text = escape.apply(Numbers.withInterval(value.estimate(), column.unit()));
        texts.add(decorate.apply(text, value.mark()));
      }
      // Two metrics may carry one title; their columns differ.
      String heading = escape.apply(column.heading());
      columns.put(columns.containsKey(heading) ? escape.apply(column.column()) : heading, texts);
    }
    return of(board.title(), columns);
  }

  /** Any columns of texts by heading. */
  static Table of(String name, Map<String, List<String>> columns) {
    Table table = Table.create(name);
    columns.forEach((heading, texts) -> table.addColumns(StringColumn.create(heading, texts)));
    return table;
  }

  /** The rows of {@code table}, its headings first. */
  static List<List<String>> lines(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columnNames());
    for (int row = 0; row < table.rowCount(); row++) {
      List<String> line = new ArrayList<>();
      for (int column = 0; column < table.columnCount(); column++) {
        line.add(table.getString(row, column));
      }
      lines.add(line);
    }
    return lines;
  }
}
