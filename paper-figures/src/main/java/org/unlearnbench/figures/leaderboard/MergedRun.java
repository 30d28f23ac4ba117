package org.unlearnbench.figures.leaderboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;

/**
 * Rows of many runs as if they were one, so that a board over them is made like any other. Rows of
 * different protocols are data sets of their own; a method is called by its experiment and its
 * name, whoever stands beside it.
 */
final class MergedRun implements RunDirectory {
  private static final int HASH_SHOWN = 8;

  private final Path place;
  private final String ranking;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Info> cards = new LinkedHashMap<>();
  private final Map<List<String>, LeaderboardRow> rows = new LinkedHashMap<>();
  private final Map<String, MetricCard> metrics = new LinkedHashMap<>();

  MergedRun(Path place, String ranking, List<LeaderboardRow> all) {
    this.place = place;
    this.ranking = ranking;
    for (LeaderboardRow row : all) {
      String dataset = section(row, all);
      String method = row.experiment() + "/" + row.method();
      Info own = row.card();
      cards.put(method, new Info(own.name(), own.title(), own.summary(), own.source()));
      rows.put(List.of(dataset, method), row);
      row.metrics().forEach(card -> metrics.putIfAbsent(card.column(), card));
      String mark = row.verified().isEmpty() ? "" : " ✓";
      for (Cell cell : row.cells()) {
        String title = cell.title() + " (" + row.experiment() + ")" + mark;
        cells.add(cell.called(dataset, method, title));
      }
    }
  }

  /** The data set, with the protocol where another one of that name stands beside it. */
  private static String section(LeaderboardRow row, List<LeaderboardRow> all) {
    boolean alone =
        all.stream()
            .filter(other -> other.dataset().equals(row.dataset()))
            .allMatch(other -> other.protocol().equals(row.protocol()));
    return alone
        ? row.dataset()
        : row.dataset() + ", protocol " + row.protocol().substring(0, HASH_SHOWN);
  }

  /** The row behind a method of a data set on the board. */
  LeaderboardRow row(MethodSummary method) {
    return row(method.dataset(), method.method());
  }

  private LeaderboardRow row(String dataset, String method) {
    return rows.get(List.of(dataset, method));
  }

  @Override
  public Path path() {
    return place;
  }

  @Override
  public String experiment() {
    return "Leaderboard";
  }

  @Override
  public String experiment(Cell cell) {
    return row(cell.dataset(), cell.method()).experiment();
  }

  @Override
  public List<Cell> cells() {
    return List.copyOf(cells);
  }

  /** Rows carry no outputs. */
  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell) {
    return Map.of();
  }

  @Override
  public Path folder(Cell cell) {
    return place.resolve(cell.dataset()).resolve(cell.method());
  }

  @Override
  public String rankingMetric() {
    return ranking;
  }

  @Override
  public List<MetricCard> metrics() {
    return List.copyOf(metrics.values());
  }

  @Override
  public Map<String, Info> cards() {
    return cards;
  }

  @Override
  public List<SplitOverlap> overlaps(Cell cell) {
    return row(cell.dataset(), cell.method()).overlaps();
  }

  @Override
  public Selection tunedOn(Cell cell) {
    return row(cell.dataset(), cell.method()).tunedOn();
  }
}
