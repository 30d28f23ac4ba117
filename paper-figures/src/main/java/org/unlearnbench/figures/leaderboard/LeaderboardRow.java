package org.unlearnbench.figures.leaderboard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.MetricCard;

/**
 * One method on one data set, with all that is needed to believe it.
 *
 * @param origin the file or run directory it was read from, for messages
 * @param experiment name of the experiment
 * @param card the method's name, title, summary and source; may lack its parameters
 * @param cells what every seed gave, in seed order
 * @param metricIds versioned id of the definition behind a column, by column
 * @param metrics what its columns mean, as far as that was recorded
 * @param provenance where it comes from, see {@link #KEYS}
 * @param overlaps what the splits of its data have in common
 * @param tunedOn what was said of how its settings were chosen
 * @param verified seeds that {@code ./unlearn verify} made again with the same bits
 */
record LeaderboardRow(
    String origin,
    String experiment,
    Info card,
    List<Cell> cells,
    Map<String, String> metricIds,
    List<MetricCard> metrics,
    Map<String, String> provenance,
    List<SplitOverlap> overlaps,
    Selection tunedOn,
    List<Long> verified) {

  static final String PROTOCOL = "protocol";
  static final String CONFIG = "config_sha256";
  static final String MANIFEST = "manifest_sha256";
  static final String COMMIT = "git_commit";
  static final String DIRTY = "git_dirty";

  /** Keys of a row's provenance, all mandatory. */
  static final List<String> KEYS =
      List.of(
          CONFIG,
          MANIFEST,
          COMMIT,
          DIRTY,
          "unlearnbench",
          "java",
          "os",
          "cpu",
          "native",
          "threads");

  /** What of it stands in the board's table, which other programs open. */
  private static final List<String> IN_TABLES = List.of(CONFIG, MANIFEST, COMMIT, PROTOCOL);

  private static final String WORD = "[0-9A-Za-z][0-9A-Za-z._-]*";
  private static final String WORDS = WORD + "(, " + WORD + ")*";

  LeaderboardRow {
    cells = List.copyOf(cells);
    metricIds = Collections.unmodifiableMap(new LinkedHashMap<>(metricIds));
    metrics = List.copyOf(metrics);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    overlaps = List.copyOf(overlaps);
    verified = List.copyOf(verified);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("a row without cells");
    }
  }

  String dataset() {
    return cells.get(0).dataset();
  }

  /** Name of the method in its experiment. */
  String method() {
    return cells.get(0).method();
  }

  /**
   * What it shares with the rows it may be ranked with. A row of old that does not say shares its
   * data and its whole configuration.
   */
  String protocol() {
    String stated = provenance.getOrDefault(PROTOCOL, "");
    return stated.isEmpty()
        ? new Sha256()
            .add(provenance.getOrDefault(MANIFEST, ""))
            .add(provenance.getOrDefault(CONFIG, ""))
            .hex()
            .substring(0, 16)
        : stated;
  }

  /** What of it came from jars, so from outside the project; nothing where nobody says. */
  Optional<List<PlugIn>> plugIns() {
    List<List<PlugIn>> said = cells.stream().map(Cell::plugIns).flatMap(Optional::stream).toList();
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(said.stream().flatMap(List::stream).distinct().toList());
  }

  String title() {
    return cells.get(0).title();
  }

  /** What it is called in messages. */
  String name() {
    return name(experiment, dataset(), method());
  }

  static String name(String experiment, String dataset, String method) {
    return experiment + " / " + dataset + " / " + method;
  }

  /** How many of its seeds were made again, {@code 2/3}; empty if none was. */
  String verification() {
    return verified.isEmpty() ? "" : verified.size() + "/" + cells.size();
  }

  /** Whether {@code other} is this row made over other seeds. */
  boolean continues(LeaderboardRow other) {
    return name().equals(other.name())
        && protocol().equals(other.protocol())
        && cells.get(0).parameters().equals(other.cells.get(0).parameters())
        && cells.stream().noneMatch(c -> other.cells.stream().anyMatch(o -> o.seed() == c.seed()));
  }

  /** One row over the seeds of both. */
  LeaderboardRow with(LeaderboardRow other) {
    List<Cell> seeds = new ArrayList<>(cells);
    seeds.addAll(other.cells);
    seeds.sort(Comparator.comparingLong(Cell::seed));
    Map<String, String> sources = new LinkedHashMap<>(provenance);
    other.provenance.forEach(
        (name, value) -> sources.merge(name, value, (a, b) -> a.equals(b) ? a : a + ", " + b));
    List<Long> again = new ArrayList<>(verified);
    again.addAll(other.verified);
    return new LeaderboardRow(
        origin, experiment, card, seeds, metricIds, metrics, sources, overlaps, tunedOn, again);
  }

  /** The file it is kept in: letters, digits, dots and hyphens. */
  String fileName() {
    String name = experiment + "--" + dataset() + "--" + method();
    return name.replaceAll("[^A-Za-z0-9.-]+", "-") + ".json";
  }

  /**
   * What it does not say about where it comes from, one phrase per problem; empty if a board may
   * take it.
   *
   * @param allowDirty whether a checkout with changes that no commit holds will do
   */
  List<String> problems(boolean allowDirty) {
    List<String> problems = new ArrayList<>();
    for (String key : KEYS) {
      String value = provenance.getOrDefault(key, "");
      if (value.isBlank() || value.equals("unknown")) {
        problems.add("its provenance lacks " + key);
      }
    }
    if (provenance.getOrDefault(DIRTY, "").contains("true") && !allowDirty) {
      problems.add("made from a checkout with uncommitted changes (--allow-dirty takes it)");
    }
    for (String key : IN_TABLES) {
      String value = provenance.getOrDefault(key, "");
      if (!value.isEmpty() && !value.matches(WORDS)) {
        problems.add("its %s is '%s', expected letters and digits".formatted(key, value));
      }
    }
    for (Cell cell : cells) {
      if (cell.key().isBlank()) {
        problems.add("seed " + cell.seed() + " has no key");
      }
    }
    if (cells.stream().noneMatch(Cell::ok)) {
      problems.add("no seed of it finished");
    }
    return problems;
  }
}
