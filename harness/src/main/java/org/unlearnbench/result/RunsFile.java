package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.CsvWriter;

/**
 * {@code runs.csv}: one row per cell with {@code experiment,dataset,method,seed,status}, the
 * metrics in their order, wall times, and what every phase cost, see {@link CostColumns}. Missing
 * values are {@code NA}, and so are wall times of cells that were not made alone. All but {@code
 * rte} and the columns ending in {@code _seconds} is the same in every rerun.
 */
public final class RunsFile {
  private static final List<String> KEYS =
      List.of("experiment", "dataset", "method", "seed", "status");

  /** Stands before this metric, whose denominator it is. */
  private static final String BEFORE = "rte";

  private static final String UNLEARN = "unlearn";
  private static final List<String> OTHER_TIMES = List.of("train", "load", "evaluate");

  private RunsFile() {}

  /** The text of the table. */
  public static String text(String experiment, List<Cell> cells) {
    Set<String> metrics = new LinkedHashSet<>();
    cells.forEach(cell -> metrics.addAll(cell.metrics().keySet()));
    List<String> header = new ArrayList<>(KEYS);
    for (String metric : metrics) {
      if (metric.equals(BEFORE)) {
        header.add(UNLEARN + "_seconds");
      }
      header.add(metric);
    }
    if (!metrics.contains(BEFORE)) {
      header.add(UNLEARN + "_seconds");
    }
    OTHER_TIMES.forEach(phase -> header.add(phase + "_seconds"));
    header.addAll(CostColumns.of(cells));
    List<List<Object>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      List<Object> row = new ArrayList<>();
      row.add(experiment);
      row.add(cell.dataset());
      row.add(cell.method());
      row.add(cell.seed());
      row.add(cell.status().name().toLowerCase(Locale.ROOT));
      for (String column : header.subList(KEYS.size(), header.size())) {
        row.add(value(cell, column));
      }
      rows.add(row);
    }
    return CsvWriter.text(header, rows);
  }

  private static Number value(Cell cell, String column) {
    boolean alone = cell.alone();
    if (cell.metrics().containsKey(column)) {
      return column.equals(BEFORE) && !alone ? null : cell.metrics().get(column);
    }
    if (CostColumns.has(column)) {
      return CostColumns.value(cell, column);
    }
    return alone ? cell.seconds().get(column.replaceFirst("_seconds$", "")) : null;
  }

  /** Writes the table. */
  public static void write(Path file, String experiment, List<Cell> cells) throws IOException {
    AtomicFiles.write(file, text(experiment, cells));
  }
}
