package org.unlearnbench.figures.leaderboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Checksums;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.MetricCard;

/**
 * A row as a JSON file: reported values, values per seed, provenance. The reported values are there
 * for people; reading checks that they follow from the seeds, and that the file has the checksum at
 * its end. Every seed names the outputs that its values are of, by their checksums.
 */
final class RowFile {
  private static final int FORMAT = 1;
  private static final double ROUNDING = 1e-9;
  private static final String LOG = "log";

  private RowFile() {}

  /** As the file has it. */
  private record Content(
      String experiment,
      String dataset,
      String method,
      String title,
      Optional<String> name,
      Optional<String> summary,
      Optional<String> source,
      Map<String, Reported> reported,
      List<Seed> seeds,
      Map<String, Object> parameters,
      Map<String, String> provenance,
      Optional<List<SplitOverlap>> sharedBetweenSplits,
      Optional<String> tunedOn,
      Optional<List<Long>> verifiedSeeds,
      @JsonInclude(Include.NON_ABSENT) Optional<List<PlugIn>> plugIns) {}

  /**
   * A column; rows of old have no title, direction and summary.
   *
   * @param scale {@code log} where mean and interval are of the values' logarithms, see {@link
   *     Columns#isLogarithmic}; rows of old have none
   */
  private record Reported(
      String definition,
      @JsonInclude(Include.NON_ABSENT) Optional<String> title,
      @JsonInclude(Include.NON_ABSENT) Optional<Direction> direction,
      @JsonInclude(Include.NON_ABSENT) Optional<String> summary,
      @JsonInclude(Include.NON_ABSENT) Optional<String> scale,
      int n,
      Optional<Double> mean,
      @JsonProperty("ci95_low") Optional<Double> low,
      @JsonProperty("ci95_high") Optional<Double> high) {
    static Reported of(
        String column, String definition, Optional<MetricCard> card, Estimate estimate) {
      return new Reported(
          definition,
          card.map(c -> c.info().title()),
          card.map(MetricCard::direction),
          card.map(c -> c.info().summary()),
          Columns.isLogarithmic(column) ? Optional.of(LOG) : Optional.empty(),
          estimate.n(),
          Optional.of(estimate.mean()),
          Optional.of(estimate.low()),
          Optional.of(estimate.high()));
    }

    Optional<MetricCard> card(String column) {
      return title.map(
          said ->
              new MetricCard(
                  column,
                  new Info(definition, said, summary.orElse(""), ""),
                  direction.orElse(Direction.NONE)));
    }
  }

  /** A cell as far as it differs between seeds. */
  private record Seed(
      long seed,
      String key,
      Cell.Status status,
      String reason,
      Map<String, Double> metrics,
      Map<String, Double> seconds,
      @JsonInclude(Include.NON_ABSENT) Optional<Map<String, Cost>> costs,
      @JsonInclude(Include.NON_ABSENT) Optional<String> workers,
      @JsonInclude(Include.NON_ABSENT) Optional<Checksums> files) {
    static Seed of(Cell cell) {
      return new Seed(
          cell.seed(),
          cell.key(),
          cell.status(),
          cell.reason(),
          cell.metrics(),
          cell.seconds(),
          cell.costs(),
          Optional.ofNullable(cell.environment().get(Cell.WORKERS)),
          cell.files());
    }

    Cell cell(Content row) {
      Cell cell =
          new Cell(
              row.dataset,
              row.method,
              row.title,
              seed,
              status,
              reason,
              metrics,
              seconds,
              row.parameters);
      Map<String, String> environment =
          workers.map(count -> Map.of(Cell.WORKERS, count)).orElse(Map.of());
      cell = costs.map(cell::costing).orElse(cell).madeOf(key, Optional.empty(), environment);
      cell = row.plugIns.map(cell::with).orElse(cell);
      return files.map(cell::holding).orElse(cell);
    }
  }

  /** Writes {@code row} into {@code folder} under its own name. */
  static void write(Path folder, LeaderboardRow row) throws IOException {
    Map<String, Reported> reported = new LinkedHashMap<>();
    for (String column : columns(row)) {
      Optional<MetricCard> card =
          row.metrics().stream().filter(c -> c.column().equals(column)).findFirst();
      String definition = row.metricIds().getOrDefault(column, "");
      reported.put(column, Reported.of(column, definition, card, estimate(row, column, true)));
    }
    JsonFile.write(
        folder.resolve(row.fileName()),
        FORMAT,
        new Content(
            row.experiment(),
            row.dataset(),
            row.method(),
            row.title(),
            Optional.of(row.card().name()),
            Optional.of(row.card().summary()),
            Optional.of(row.card().source()),
            reported,
            row.cells().stream().map(Seed::of).toList(),
            row.cells().get(0).parameters(),
            row.provenance(),
            Optional.of(row.overlaps()),
            Optional.of(row.tunedOn().key()),
            Optional.of(row.verified()),
            row.plugIns()));
  }

  /**
   * Reads a row.
   *
   * @throws InputException if the file is damaged, or a reported value is not what its seeds give
   */
  static LeaderboardRow read(Path file) throws IOException {
    Content content = JsonFile.read(file, FORMAT, Content.class);
    requireName(file, "dataset", content.dataset);
    requireName(file, "method", content.method);
    requireName(file, "experiment", content.experiment);
    Set<Long> seeds = new HashSet<>();
    for (Seed seed : content.seeds) {
      if (!seeds.add(seed.seed)) {
        throw new InputException(file, "seed " + seed.seed + " occurs twice");
      }
    }
    if (seeds.isEmpty()) {
      throw new InputException(file, "has no seeds");
    }
    Map<String, String> ids = new LinkedHashMap<>();
    List<MetricCard> metrics = new ArrayList<>();
    content.reported.forEach(
        (column, reported) -> {
          ids.put(column, reported.definition);
          reported.card(column).ifPresent(metrics::add);
        });
    LeaderboardRow row =
        new LeaderboardRow(
            file.toString(),
            content.experiment,
            new Info(
                content.name.orElse(content.method),
                content.title,
                content.summary.orElse(""),
                content.source.orElse("")),
            content.seeds.stream()
                .map(seed -> seed.cell(content))
                .sorted(Comparator.comparingLong(Cell::seed))
                .toList(),
            ids,
            metrics,
            content.provenance,
            content.sharedBetweenSplits.orElse(List.of()),
            Selection.of(content.tunedOn.orElse("")),
            content.verifiedSeeds.orElse(List.of()));
    check(file, row, content.reported);
    return row;
  }

  private static void check(Path file, LeaderboardRow row, Map<String, Reported> reported)
      throws InputException {
    for (String column : columns(row)) {
      Optional<Reported> of = Optional.ofNullable(reported.get(column));
      boolean log = of.flatMap(Reported::scale).filter(LOG::equals).isPresent();
      double mean = estimate(row, column, log).mean();
      Optional<Double> said = of.flatMap(Reported::mean);
      boolean same =
          Double.isNaN(mean) || Double.isInfinite(mean)
              ? said.isEmpty()
              : said.isPresent()
                  && Math.abs(said.get() - mean) <= ROUNDING * Math.max(1, Math.abs(mean));
      if (!same) {
        String value = said.map(String::valueOf).orElse("null");
        throw new InputException(
            file, "reports " + column + " as " + value + ", but its seeds give " + mean);
      }
    }
  }

  private static List<String> columns(LeaderboardRow row) {
    return row.cells().stream().flatMap(c -> c.metrics().keySet().stream()).distinct().toList();
  }

  /** Of a ratio on the scale of logarithms, unless the row is of old. */
  private static Estimate estimate(LeaderboardRow row, String column, boolean log) {
    List<Double> values =
        row.cells().stream()
            .filter(Cell::ok)
            .map(cell -> cell.metrics().getOrDefault(column, Double.NaN))
            .toList();
    return log ? Estimate.of(column, values) : Estimate.of(values);
  }

  /** A name as an experiment may have it. */
  private static void requireName(Path file, String field, String name) throws InputException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+:-]*")) {
      throw new InputException(file, field + ": found the name '" + name + "'");
    }
  }
}
