package org.unlearnbench.result;

/**
 * A cell that a run consists of.
 *
 * @param dataset name of the data set in the experiment
 * @param method name of the method in the experiment
 * @param seed the run's seed
 * @param key hash of everything that shapes the cell
 */
public record PlannedCell(String dataset, String method, long seed, String key) {

  public CellId id() {
    return new CellId(dataset, method, seed);
  }
}
