package org.unlearnbench.figures.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.InputException;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.attack.Interval;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.RunDirectory;

/**
 * All that the given runs hold, grouped for showing.
 *
 * @param runs the runs, in the order given
 * @param dataSets in the order in which they first occur
 * @param columns what can be shown, in the order of the cells' files, times and costs last
 * @param ranking the column that ranks the methods
 */
public record Study(
    List<RunDirectory> runs,
    List<DataSetStudy> dataSets,
    List<MetricColumn> columns,
    MetricColumn ranking) {

  public Study {
    runs = List.copyOf(runs);
    dataSets = List.copyOf(dataSets);
    columns = List.copyOf(columns);
  }

  /**
   * Groups the cells of {@code runs}. Runs of one experiment and one {@link
   * org.unlearnbench.result.Protocol} are put together, as a run over more seeds would have; a data
   * set that several experiments use, or one with several protocols, is kept apart for each.
   *
   * @throws InputException if the runs are ranked by different metrics or by one of which neither
   *     way is better, or if two runs hold the same cell: then it is unclear which one counts
   * @throws IllegalArgumentException if there is no run
   */
  public static Study of(List<RunDirectory> runs) throws IOException {
    return of(runs, Columns.installed());
  }

  /** The same with given metrics in place of those installed. */
  public static Study of(List<RunDirectory> runs, List<Metric> metrics) throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no run directory given");
    }
    Map<String, Map<String, List<SeedCell>>> grouped = grouped(runs);
    List<SeedCell> all = new ArrayList<>();
    grouped.values().forEach(methods -> methods.values().forEach(all::addAll));
    Columns known = new Columns(runs, metrics);
    List<MetricColumn> columns = known.of(all);
    MetricColumn ranking = ranking(runs, known, columns);
    Set<String> slugs = new LinkedHashSet<>();
    List<DataSetStudy> dataSets = new ArrayList<>();
    grouped.forEach(
        (label, methods) -> {
          String slug = label.replaceAll("[^A-Za-z0-9.-]+", "-");
          while (!slugs.add(slug)) {
            slug += "-";
          }
          dataSets.add(new DataSetStudy(label, slug, ranked(label, methods, columns, ranking)));
        });
    return new Study(runs, dataSets, columns, ranking);
  }

  /** Names of all methods, in the order in which they first occur in the runs' plans. */
  public List<String> methodNames() {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> run.cells().forEach(cell -> names.add(cell.method())));
    return List.copyOf(names);
  }

  public boolean has(String column) {
    return columns.stream().anyMatch(c -> c.column().equals(column));
  }

  /** The column of that name; an empty one where no cell has it. */
  public MetricColumn column(String name) {
    return columns.stream()
        .filter(c -> c.column().equals(name))
        .findFirst()
        .orElse(new MetricColumn(name, name, "", "", Direction.NONE, ""));
  }

  private static Map<String, Map<String, List<SeedCell>>> grouped(List<RunDirectory> runs)
      throws IOException {
    // By data set, then experiment: the protocols it is used with.
    Map<String, Map<String, Set<String>>> uses = new HashMap<>();
    for (RunDirectory run : runs) {
      for (Cell cell : run.cells()) {
        uses.computeIfAbsent(cell.dataset(), name -> new HashMap<>())
            .computeIfAbsent(run.experiment(), name -> new LinkedHashSet<>())
            .add(run.protocol(cell).hash());
      }
    }
    Map<String, Map<String, List<SeedCell>>> grouped = new LinkedHashMap<>();
    for (RunDirectory run : runs) {
      for (Cell cell : run.cells()) {
        Map<String, Set<String>> of = uses.get(cell.dataset());
        String label = of.size() > 1 ? run.experiment() + ": " + cell.dataset() : cell.dataset();
        if (of.get(run.experiment()).size() > 1) {
          label += ", protocol " + run.protocol(cell).hash();
        }
        List<SeedCell> cells =
            grouped
                .computeIfAbsent(label, key -> new LinkedHashMap<>())
                .computeIfAbsent(cell.method(), key -> new ArrayList<>());
        refuseSecond(cells, new SeedCell(run, cell));
        cells.add(new SeedCell(run, cell));
      }
    }
    return grouped;
  }

  private static void refuseSecond(List<SeedCell> cells, SeedCell cell) throws InputException {
    Path file = cell.run().path();
    String row = "holds " + cell.result().dataset() + " / " + cell.result().method();
    for (SeedCell other : cells) {
      Path twin = other.run().path();
      if (other.run() != cell.run()
          && !other.result().parameters().equals(cell.result().parameters())) {
        throw new InputException(
            file, row + " with other settings than " + twin + "; rename one of the two");
      }
      if (other.seed() == cell.seed()) {
        String place = row + " / seed " + cell.seed();
        throw new InputException(file, place + ", and so does " + twin + "; give only one of them");
      }
    }
  }

  /** The columns that the cells of runs have. */
  public static List<MetricColumn> columns(List<RunDirectory> runs) {
    List<SeedCell> cells = new ArrayList<>();
    runs.forEach(run -> run.cells().forEach(cell -> cells.add(new SeedCell(run, cell))));
    return new Columns(runs, Columns.installed()).of(cells);
  }

  private static MetricColumn ranking(
      List<RunDirectory> runs, Columns known, List<MetricColumn> columns) throws InputException {
    String name = runs.get(0).rankingMetric();
    for (RunDirectory run : runs) {
      if (!run.rankingMetric().equals(name)) {
        String text = "is ranked by " + run.rankingMetric() + ", but ";
        throw new InputException(run.path(), text + runs.get(0).path() + " by " + name);
      }
    }
    MetricColumn column = known.column(name);
    // Nothing is guessed: a board ranked the wrong way round looks like any other.
    if (columns.contains(column) && !column.ranks()) {
      List<String> valid =
          columns.stream().filter(MetricColumn::ranks).map(MetricColumn::column).toList();
      throw new InputException(
          runs.get(0).path(),
          "is ranked by '"
              + name
              + "', which does not say whether higher or lower is better; change 'ranking' and run"
              + " it again, finished cells are kept; "
              + Nearest.hint(name, valid));
    }
    return column;
  }

  private static List<MethodSummary> ranked(
      String label,
      Map<String, List<SeedCell>> methods,
      List<MetricColumn> columns,
      MetricColumn ranking) {
    List<MethodSummary> summaries = new ArrayList<>();
    methods.forEach((method, cells) -> summaries.add(summary(label, method, cells, columns)));
    Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
    summaries.forEach(s -> values.put(s.method(), s.bySeed(ranking.column())));
    Map<String, Ranks.Rank> ranks = Ranks.of(values, ranking.better(1, 0));
    List<MethodSummary> ranked = new ArrayList<>();
    summaries.forEach(s -> ranked.add(withRank(s, ranks)));
    // A stable sort: methods that share a place stay in plan order.
    ranked.sort(Comparator.comparingInt(method -> method.rank().orElse(Integer.MAX_VALUE)));
    return ranked;
  }

  private static MethodSummary summary(
      String label, String method, List<SeedCell> cells, List<MetricColumn> columns) {
    List<SeedCell> inOrder = new ArrayList<>(cells);
    inOrder.sort(Comparator.comparingLong(SeedCell::seed));
    Map<String, Estimate> estimates = new HashMap<>();
    for (MetricColumn column : columns) {
      List<Double> values =
          inOrder.stream().filter(SeedCell::ok).map(cell -> cell.value(column.column())).toList();
      estimates.put(column.column(), Estimate.of(column.column(), values));
    }
    SeedCell first = inOrder.get(0);
    Info card = first.run().cards().get(method);
    Role role = Role.of(card != null ? card.name() : method);
    return new MethodSummary(
        label,
        method,
        first.result().title(),
        role,
        OptionalInt.empty(),
        Interval.NONE,
        inOrder,
        estimates);
  }

  private static MethodSummary withRank(MethodSummary summary, Map<String, Ranks.Rank> ranks) {
    Ranks.Rank estimate = ranks.get(summary.method());
    return estimate == null
        ? summary
        : new MethodSummary(
            summary.dataset(),
            summary.method(),
            summary.title(),
            summary.role(),
            OptionalInt.of(estimate.rank()),
            estimate.ci95(),
            summary.cells(),
            summary.estimates());
  }
}
