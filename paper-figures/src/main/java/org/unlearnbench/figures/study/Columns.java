package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.result.CostColumns;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RunDirectory;

/** Which columns a set of cells has, with the headings their metrics give them. */
public final class Columns {
  /** What unlearning costs, relative to training anew. */
  public static final String COST = "cost";

  /** Processor time of unlearning. */
  public static final String CPU_SECONDS = "unlearn_cpu_seconds";

  /** Unit of what is counted. */
  public static final String COUNT = "count";

  private static final String RTE = "rte";
  private static final String UNLEARN = "unlearn";
  private static final Map<String, String> COST_TITLES =
      Map.of(
          "_cpu_seconds", "CPU time",
          "_steps", "Steps",
          "_forward_images", "Images forward",
          "_backward_images", "Images backward");

  /** End of a column that holds a time. */
  static final String SECONDS = "_seconds";

  static final String UNLEARN_SECONDS = UNLEARN + SECONDS;

  private final Map<String, MetricCard> metrics = new LinkedHashMap<>();

  /**
   * The columns of runs.
   *
   * @param installed metrics of which columns are known that no run describes
   */
  Columns(List<RunDirectory> runs, List<Metric> installed) {
    runs.forEach(run -> run.metrics().forEach(card -> metrics.putIfAbsent(card.column(), card)));
    installed.forEach(metric -> metrics.putIfAbsent(metric.column(), metric.card()));
  }

  /** The metrics of all providers on the class path. */
  static List<Metric> installed() {
    List<Metric> installed = new ArrayList<>();
    for (MetricProvider provider : ServiceLoader.load(MetricProvider.class)) {
      installed.addAll(provider.metrics());
    }
    return installed;
  }

  /** Whether a column holds wall time, or a ratio of it. */
  public static boolean isWallTime(String column) {
    return column.equals(RTE) || column.endsWith(SECONDS) && !CostColumns.has(column);
  }

  /**
   * Whether means and intervals of a column are taken of the values' logarithms, as for all that
   * costs are told by: then no end of an interval is negative, and a ratio and its inverse say the
   * same.
   */
  public static boolean isLogarithmic(String column) {
    return column.equals(COST)
        || column.equals(RTE)
        || column.endsWith(SECONDS)
        || CostColumns.has(column);
  }

  /** Whether a column is for files alone: what phases other than unlearning cost. */
  public static boolean isDetail(String column) {
    return CostColumns.has(column) && !CostColumns.phase(column).equals(UNLEARN);
  }

  /** The columns of {@code cells}, in the order in which cells have them, times and costs last. */
  List<MetricColumn> of(List<SeedCell> cells) {
    Set<String> names = new LinkedHashSet<>();
    cells.forEach(cell -> names.addAll(cell.result().metrics().keySet()));
    if (cells.stream().anyMatch(cell -> cell.result().seconds().containsKey("unlearn"))) {
      names.add(UNLEARN_SECONDS);
    }
    names.addAll(CostColumns.of(cells.stream().map(SeedCell::result).toList()));
    List<MetricColumn> columns = new ArrayList<>();
    names.forEach(name -> columns.add(column(name)));
    return List.copyOf(columns);
  }

  /** What a column means; one that nothing here knows ranks nothing. */
  MetricColumn column(String name) {
    MetricCard metric = metrics.get(name);
    if (metric != null) {
      return new MetricColumn(
          name,
          metric.info().title(),
          metric.info().name(),
          metric.info().summary(),
          metric.direction(),
          name.endsWith(SECONDS) ? "s" : "");
    }
    if (CostColumns.has(name)) {
      return cost(name);
    }
    if (name.equals(UNLEARN_SECONDS)) {
      String summary =
          "Wall time of everything the method does, evaluation and loading excluded; of cells that"
              + " were made one at a time (--workers 1) alone. Geometric mean.";
      return new MetricColumn(name, "Unlearning time", "", summary, Direction.LOWER, "s");
    }
    // Nothing here knows this column: show it, and judge nothing by it.
    return new MetricColumn(name, name.replace('_', ' '), "", "", Direction.NONE, "");
  }

  private static MetricColumn cost(String name) {
    String phase = CostColumns.phase(name);
    String kind = name.substring(phase.length());
    boolean whole = phase.equals(UNLEARN);
    String of =
        whole
            ? "all the method does"
            : "the phase " + phase + (phase.equals("train") ? ", Original's training" : "");
    String summary =
        switch (kind) {
          case "_cpu_seconds" -> "Processor time of " + of + ", all threads of the worker added.";
          case "_steps" -> "Steps of an optimiser in " + of + ".";
          case "_forward_images" ->
              "Images taken forward through a network in " + of + ", each time counted.";
          default -> "Images that gradients were computed for in " + of + ", each time counted.";
        };
    return new MetricColumn(
        name,
        COST_TITLES.get(kind) + (whole ? "" : ", " + phase),
        "",
        summary,
        whole ? Direction.LOWER : Direction.NONE,
        kind.equals("_cpu_seconds") ? "s" : COUNT);
  }
}
