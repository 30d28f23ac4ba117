package org.unlearnbench.figures.study;

import org.unlearnbench.result.Direction;

/**
 * A column that tables and pages can show.
 *
 * @param column short name in CSV files, for example {@code mia}
 * @param title heading for people, for example {@code Test accuracy}
 * @param id versioned id of the metric's definition, empty where the column is no metric
 * @param summary one sentence on what it measures, may be empty
 * @param direction which way is better
 * @param unit unit of the values, empty for a pure number
 */
public record MetricColumn(
    String column, String title, String id, String summary, Direction direction, String unit) {

  /** Title with its unit, for a heading or an axis. */
  public String heading() {
    return unit.isEmpty() || unit.equals(Columns.COUNT) ? title : title + " (" + unit + ")";
  }

  /** Whether methods can be ranked by it: only where one way is better. */
  public boolean ranks() {
    return direction != Direction.NONE;
  }

  /** True if {@code a} is better than {@code b}; false where neither way is better. */
  public boolean better(double a, double b) {
    return switch (direction) {
      case HIGHER -> a > b;
      case LOWER -> a < b;
      case NONE -> false;
    };
  }
}
