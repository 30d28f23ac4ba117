package org.unlearnbench.figures.published;

import java.nio.file.Path;
import java.util.List;

/**
 * What a source says about one method on one data set.
 *
 * @param dataset our name of the data set, its label in {@code recipe}
 * @param method label or name of the method in {@code recipe}
 * @param name what the source calls the method
 * @param values the numbers
 * @param seeds number of runs behind them, at least 1
 * @param source where they stand
 * @param commit version of the source
 * @param caveat what to know before comparing
 * @param recipe experiment file that has the source's settings
 * @param fromScratch whether the recipe alone makes the model; false if it is, or starts at, a
 *     model that was handed out
 */
public record PublishedRow(
    String dataset,
    String method,
    String name,
    List<Value> values,
    int seeds,
    String source,
    String commit,
    String caveat,
    Path recipe,
    boolean fromScratch) {

  /**
   * One number.
   *
   * @param metric column of our metric that measures the same
   * @param value as published
   * @param rounding half a unit of its last digit
   */
  public record Value(String metric, double value, double rounding) {}

  public PublishedRow {
    values = List.copyOf(values);
  }
}
