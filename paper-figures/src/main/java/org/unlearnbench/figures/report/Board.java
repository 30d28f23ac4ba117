package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.figures.figure.Palette;
import org.unlearnbench.figures.figure.Svg;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.BoardTable;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.result.Direction;

/**
 * The board: one table for all data sets, each a group of rows. Without scripts all rows are there;
 * with them it sorts, filters, ranks by any metric and opens a method's seeds.
 */
final class Board {
  private final Study study;
  private final Palette palette;
  private final List<MetricColumn> columns = new ArrayList<>();
  private final Set<String> shown = new LinkedHashSet<>();

  /**
   * A value as the board shows it.
   *
   * @param exact for scripts
   * @param halfWidth of the interval, or both its ends where it is uneven; empty if there is none
   */
  record Value(String exact, String mean, String halfWidth, boolean best) {}

  Board(Study study) {
    this.study = study;
    this.palette = new Palette(study);
    // The ranking metric first: on a small screen it is all that is seen.
    if (study.has(study.ranking().column())) {
      columns.add(study.ranking());
    }
    for (MetricColumn column : study.columns()) {
      add(column);
      // Processor time beside the cost.
      if (column.column().equals(Columns.COST) && study.has(Columns.CPU_SECONDS)) {
        add(study.column(Columns.CPU_SECONDS));
      }
    }
    study
        .dataSets()
        .forEach(
            data ->
                BoardTable.brief(study, data)
                    .columns()
                    .forEach(column -> shown.add(column.column())));
  }

  private void add(MetricColumn column) {
    if (!columns.contains(column) && !Columns.isDetail(column.column())) {
      columns.add(column);
    }
  }

  List<DataSetStudy> dataSets() {
    return study.dataSets();
  }

  List<MetricColumn> columns() {
    return columns;
  }

  /** Those that can rank. */
  List<MetricColumn> ranking() {
    return columns.stream().filter(column -> column.direction() != Direction.NONE).toList();
  }

  MetricColumn ranked() {
    return study.ranking();
  }

  /** Whether a method costs more than training anew. */
  boolean hasDearer() {
    return study.dataSets().stream()
        .flatMap(data -> data.methods().stream())
        .anyMatch(MethodSummary::isDearer);
  }

  /** Whether some of a method came from outside the project. */
  boolean hasPlugIns() {
    return study.dataSets().stream()
        .flatMap(data -> data.methods().stream())
        .anyMatch(MethodSummary::hasPlugIns);
  }

  /** The jars that made a row. */
  String plugIns(BoardTable.Row row) {
    return PlugIn.text(row.method().plugIns().orElse(List.of()));
  }

  boolean shows(MetricColumn column) {
    return shown.contains(column.column());
  }

  List<BoardTable.Row> rows(DataSetStudy data) {
    List<String> names = columns.stream().map(MetricColumn::column).toList();
    return BoardTable.of(study, data, names).rows();
  }

  Value value(BoardTable.Row row, int column) {
    BoardTable.Value value = row.values().get(column);
    String[] parts =
        Numbers.withInterval(value.estimate(), columns.get(column).unit()).split(" (?=[±\\[])", 2);
    return new Value(
        Numbers.exact(value.estimate().mean()),
        parts[0],
        parts.length > 1 ? parts[1] : "",
        value.mark() == BoardTable.Mark.BEST);
  }

  String seed(SeedCell cell, MetricColumn column) {
    double value = cell.ok() ? cell.value(column.column()) : Double.NaN;
    return Numbers.rounded(value, column.unit());
  }

  String color(BoardTable.Row row) {
    return palette.of(row.method()).ink().hex();
  }

  /** The method's mark as a path around 0. */
  String mark(BoardTable.Row row) {
    return Svg.path(palette.of(row.method()).mark().at(0, 0, 10));
  }
}
