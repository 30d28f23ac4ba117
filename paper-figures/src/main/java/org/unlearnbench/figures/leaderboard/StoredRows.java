package org.unlearnbench.figures.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Problems;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;

/** The rows of a run directory. */
final class StoredRows {
  private static final int FORMAT = 1;
  private static final String VERIFICATION = "verification.json";

  private final Path root;
  private final StoredRun run;

  private StoredRows(Path root) throws IOException {
    this.root = root;
    this.run = StoredRun.inspect(root, false);
    requireComplete();
  }

  /** A run that is not whole could hide what went badly. */
  private void requireComplete() throws InputException {
    Problems problems = new Problems();
    run.faults().stream()
        .filter(fault -> fault.cell().isEmpty() || !fault.beside()) // no row rests on artefacts
        .forEach(fault -> problems.add(fault.text()));
    problems.throwIfAny();
    Optional<String> missing = run.missing().text();
    if (missing.isPresent()) {
      throw new InputException(root, missing.get() + "; ./unlearn run makes them");
    }
    if (!run.unrecorded().isEmpty()) {
      throw new InputException(
          root,
          "provenance.json says nothing of %s yet (%d of %d cells); ./unlearn run ends the run"
              .formatted(
                  run.unrecorded().get(0).path(),
                  run.unrecorded().size(),
                  run.missing().planned()));
    }
  }

  /** Whether {@code folder} is a run directory. */
  static boolean isRun(Path folder) {
    return Files.exists(new RunLayout(folder).plan());
  }

  /** All rows, in plan order. */
  static List<LeaderboardRow> of(Path root) throws IOException {
    return new StoredRows(root).rows();
  }

  private List<LeaderboardRow> rows() throws IOException {
    Map<List<String>, List<Cell>> grouped = new LinkedHashMap<>();
    for (Cell cell : run.cells()) {
      grouped
          .computeIfAbsent(List.of(cell.dataset(), cell.method()), key -> new ArrayList<>())
          .add(cell);
    }
    Path file = new RunLayout(root).provenance();
    JsonNode ofRun = Files.exists(file) ? JsonFile.read(file, FORMAT) : JsonFile.object();
    JsonNode verification = verification();
    List<LeaderboardRow> rows = new ArrayList<>();
    for (List<Cell> cells : grouped.values()) {
      rows.add(row(cells, ofRun, verification));
    }
    return rows;
  }

  private LeaderboardRow row(List<Cell> cells, JsonNode ofRun, JsonNode verification)
      throws IOException {
    Cell first = cells.get(0);
    Map<String, Set<String>> environments = new LinkedHashMap<>();
    for (Cell cell : cells) {
      cell.environment()
          .forEach(
              (name, value) ->
                  environments.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value));
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    JsonNode data = ofRun.path("data").path(first.dataset());
    provenance.put(LeaderboardRow.CONFIG, ofRun.path(LeaderboardRow.CONFIG).asText());
    provenance.put(LeaderboardRow.MANIFEST, data.path(LeaderboardRow.MANIFEST).asText());
    provenance.put(LeaderboardRow.PROTOCOL, run.protocol(first).hash());
    provenance.put("protocol_text", run.protocol(first).text());
    provenance.put("threads", ofRun.path("threads").asText());
    environments.forEach((name, values) -> provenance.put(name, String.join(", ", values)));
    Info card =
        run.cards().getOrDefault(first.method(), new Info(first.method(), first.title(), "", ""));
    return new LeaderboardRow(
        root.toString(),
        run.experiment(),
        card,
        cells,
        metricIds(cells),
        metrics(cells),
        provenance,
        run.overlaps(first),
        run.tunedOn(first),
        verified(cells, verification));
  }

  /** As the run recorded them, and where it did not, as they are defined here. */
  private Map<String, String> metricIds(List<Cell> cells) {
    Map<String, String> known = new HashMap<>();
    for (MetricProvider provider : ServiceLoader.load(MetricProvider.class)) {
      provider.metrics().forEach(metric -> known.put(metric.column(), metric.name()));
    }
    run.metrics().forEach(card -> known.put(card.column(), card.info().name()));
    Map<String, String> ids = new LinkedHashMap<>();
    for (Cell cell : cells) {
      for (String column : cell.metrics().keySet()) {
        if (known.containsKey(column)) {
          ids.put(column, known.get(column));
        }
      }
    }
    return ids;
  }

  private List<MetricCard> metrics(List<Cell> cells) {
    return run.metrics().stream()
        .filter(card -> cells.stream().anyMatch(c -> c.metrics().containsKey(card.column())))
        .toList();
  }

  /** What {@code ./unlearn verify --json} printed, if it was kept. */
  private JsonNode verification() throws IOException {
    Path file = root.resolve(VERIFICATION);
    return Files.exists(file) ? JsonFile.read(file) : JsonFile.object();
  }

  /** The seeds that were made again from what made the cell that is there now. */
  private static List<Long> verified(List<Cell> cells, JsonNode verification) {
    Set<String> again = new LinkedHashSet<>();
    verification.path("cells").forEach(cell -> again.add(cell.asText()));
    verification
        .path("differences")
        .forEach(difference -> again.remove(difference.path("cell").asText()));
    return cells.stream()
        .filter(
            c -> {
              String name = c.id().path();
              String key = verification.path("keys").path(name).asText();
              return again.contains(name) && key.equals(c.key());
            })
        .map(Cell::seed)
        .toList();
  }
}
