package org.unlearnbench.figures.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CostColumns;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;

/**
 * One cell and the run it comes from.
 *
 * @param run where the cell lies
 * @param result what it says
 */
public record SeedCell(RunDirectory run, Cell result) {

  public boolean ok() {
    return result.status() == Cell.Status.OK;
  }

  public long seed() {
    return result.seed();
  }

  /**
   * The value of a column, {@link Double#NaN} where the cell has none, or a wall time that is no
   * measurement because other cells were made beside it, or may have been.
   */
  public double value(String column) {
    if (CostColumns.has(column)) {
      Number cost = CostColumns.value(result, column);
      return cost == null ? Double.NaN : cost.doubleValue();
    }
    if (Columns.isWallTime(column) && !result.alone()) {
      return Double.NaN;
    }
    if (column.endsWith(Columns.SECONDS)) {
      String phase = column.substring(0, column.length() - Columns.SECONDS.length());
      Double seconds = result.seconds().get(phase);
      if (seconds != null) {
        return seconds;
      }
    }
    return result.metrics().getOrDefault(column, Double.NaN);
  }

  /** What its model says about the images of some splits. */
  public Map<Split, SplitOutputs> outputs(Set<Split> wanted) throws IOException {
    return run.outputs(result, wanted);
  }

  /** A file the method left; it may not exist. */
  public Path artefact(String fileName) {
    return run.folder(result).resolve("artefacts").resolve(fileName);
  }
}
