package org.unlearnbench.result;

import java.util.Map;

/**
 * One row of {@code runs.csv} and the content of a cell's {@code result.json}: what one method did
 * on one data set with one seed.
 *
 * @param dataset name of the data set in the experiment
 * @param method name of the method in the experiment (its {@code as}, or the method's own name)
 * @param title short name for tables and figures
 * @param seed the run's seed
 * @param status how the cell ended
 * @param reason why it failed, empty when it did not
 * @param metrics value by metric column, {@link Double#NaN} where not defined; in column order
 * @param seconds wall time by phase: {@code load} (the data), {@code train} (Original, when it was
 *     trained), {@code unlearn} (all the method does), {@code unlearn.X} (its part X), {@code
 *     score} (scoring between epochs), {@code log} (what a method leaves to be looked at), {@code
 *     evaluate}, {@code write}, {@code probe} (looking into the model)
 * @param parameters the method's settings by dotted name
 */
public record CellResult(
    String dataset,
    String method,
    String title,
    long seed,
    Status status,
    String reason,
    Map<String, Double> metrics,
    Map<String, Double> seconds,
    Map<String, Object> parameters) {

  /** How a cell ended. */
  public enum Status {
    OK,
    FAILED
  }
}
