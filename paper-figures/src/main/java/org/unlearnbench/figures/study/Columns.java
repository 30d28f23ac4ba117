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
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RunDirectory;

/** Which columns a set of cells has, with the headings their metrics give them. */
final class Columns {
  /** End of a column that holds wall time. */
  static final String SECONDS = "_seconds";

  static final String UNLEARN_SECONDS = "unlearn" + SECONDS;

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

  /** The columns of {@code cells}, in the order in which cells have them, the time last. */
  List<MetricColumn> of(List<SeedCell> cells) {
    Set<String> names = new LinkedHashSet<>();
    cells.forEach(cell -> names.addAll(cell.result().metrics().keySet()));
    if (cells.stream().anyMatch(cell -> cell.result().seconds().containsKey("unlearn"))) {
      names.add(UNLEARN_SECONDS);
    }
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
    if (name.equals(UNLEARN_SECONDS)) {
      String summary = "Wall time of everything the method does, evaluation and loading excluded.";
      return new MetricColumn(name, "Unlearning time", "", summary, Direction.LOWER, "s");
    }
    // Nothing here knows this column: show it, and judge nothing by it.
    return new MetricColumn(name, name.replace('_', ' '), "", "", Direction.NONE, "");
  }
}
