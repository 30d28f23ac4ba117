package org.unlearnbench.figures.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.MetricsFile;
import org.unlearnbench.result.OverlapJson;

/**
 * A row as a JSON file: reported values, values per seed, provenance. The reported values are there
 * for people; reading checks that they follow from the seeds.
 */
final class RowFile {
  private static final int FORMAT = 1;
  private static final double ROUNDING = 1e-9;

  private RowFile() {}

  /** Writes {@code row} into {@code folder} under its own name. */
  static void write(Path folder, LeaderboardRow row) throws IOException {
    ObjectNode node = JsonFile.object(FORMAT);
    node.put("experiment", row.experiment()).put("dataset", row.dataset());
    node.put("method", row.method()).put("title", row.title());
    node.put("name", row.card().name()).put("summary", row.card().summary());
    node.put("source", row.card().source());
    Map<String, MetricCard> cards = new HashMap<>();
    row.metrics().forEach(card -> cards.put(card.column(), card));
    ObjectNode reported = node.putObject("reported");
    columns(row)
        .forEach(
            column -> {
              Estimate estimate = estimate(row, column);
              ObjectNode entry = reported.putObject(column);
              entry.put("definition", row.metricIds().getOrDefault(column, ""));
              MetricCard card = cards.get(column);
              if (card != null) {
                entry.put("title", card.info().title());
                entry.put("direction", MetricsFile.key(card.direction()));
                entry.put("summary", card.info().summary());
              }
              entry.put("n", estimate.n());
              entry.set("mean", JsonFile.number(estimate.mean()));
              entry.set("ci95_low", JsonFile.number(estimate.low()));
              entry.set("ci95_high", JsonFile.number(estimate.high()));
            });
    ArrayNode seeds = node.putArray("seeds");
    for (Cell cell : row.cells()) {
      ObjectNode entry = seeds.addObject();
      entry.put("seed", cell.seed()).put("key", row.keys().getOrDefault(cell.seed(), ""));
      entry.put("status", cell.status().name().toLowerCase(Locale.ROOT));
      entry.put("reason", cell.reason());
      entry.set("metrics", numbers(cell.metrics()));
      entry.set("seconds", numbers(cell.seconds()));
    }
    node.set("parameters", JsonFile.tree(row.cells().get(0).parameters()));
    node.set("provenance", JsonFile.tree(row.provenance()));
    node.set("shared_between_splits", OverlapJson.of(row.overlaps()));
    node.put("tuned_on", row.tunedOn().key());
    node.set("verified_seeds", JsonFile.tree(row.verified()));
    JsonFile.write(folder.resolve(row.fileName()), node);
  }

  /**
   * Reads a row.
   *
   * @throws InputException if the file is damaged, or a reported value is not what its seeds give
   */
  static LeaderboardRow read(Path file) throws IOException {
    ObjectNode node = JsonFile.read(file, FORMAT);
    String dataset = name(file, node, "dataset");
    String method = name(file, node, "method");
    String title = text(file, node, "title");
    Map<String, Object> parameters = new LinkedHashMap<>();
    node.path("parameters")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    List<Cell> cells = new ArrayList<>();
    Map<Long, String> keys = new HashMap<>();
    for (JsonNode entry : node.path("seeds")) {
      Cell.Status status =
          switch (entry.path("status").asText()) {
            case "ok" -> Cell.Status.OK;
            case "failed" -> Cell.Status.FAILED;
            default -> throw new InputException(file, "a seed has no status ok or failed");
          };
      Cell cell =
          new Cell(
              dataset,
              method,
              title,
              entry.path("seed").asLong(),
              status,
              entry.path("reason").asText(),
              numbers(file, entry, "metrics"),
              numbers(file, entry, "seconds"),
              parameters);
      if (keys.put(cell.seed(), entry.path("key").asText()) != null) {
        throw new InputException(file, "seed " + cell.seed() + " occurs twice");
      }
      cells.add(cell);
    }
    if (cells.isEmpty()) {
      throw new InputException(file, "has no seeds");
    }
    cells.sort(Comparator.comparingLong(Cell::seed));
    Map<String, String> ids = new LinkedHashMap<>();
    List<MetricCard> metrics = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.path("reported").properties()) {
      JsonNode said = entry.getValue();
      String id = said.path("definition").asText();
      ids.put(entry.getKey(), id);
      if (said.has("title")) {
        Info info = new Info(id, said.path("title").asText(), said.path("summary").asText(), "");
        metrics.add(
            new MetricCard(
                entry.getKey(),
                info,
                MetricsFile.direction(file, said.path("direction").asText())));
      }
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    node.path("provenance")
        .properties()
        .forEach(entry -> provenance.put(entry.getKey(), entry.getValue().asText()));
    List<Long> verified = new ArrayList<>();
    node.path("verified_seeds").forEach(seed -> verified.add(seed.asLong()));
    String name = node.path("name").asText(method);
    Info card = new Info(name, title, node.path("summary").asText(), node.path("source").asText());
    LeaderboardRow row =
        new LeaderboardRow(
            file.toString(),
            name(file, node, "experiment"),
            card,
            cells,
            keys,
            ids,
            metrics,
            provenance,
            OverlapJson.read(file, node.path("shared_between_splits")),
            Selection.of(node.path("tuned_on").asText()),
            verified);
    check(file, row, node.path("reported"));
    return row;
  }

  private static void check(Path file, LeaderboardRow row, JsonNode reported)
      throws InputException {
    for (String column : columns(row)) {
      double mean = estimate(row, column).mean();
      JsonNode said = reported.path(column).path("mean");
      double value = said.isNumber() ? said.asDouble() : Double.NaN;
      boolean same =
          Double.isNaN(mean) || Double.isInfinite(mean)
              ? Double.isNaN(value)
              : Math.abs(value - mean) <= ROUNDING * Math.max(1, Math.abs(mean));
      if (!same) {
        String text = "reports " + column + " as " + said + ", but its seeds give " + mean;
        throw new InputException(file, text);
      }
    }
  }

  private static List<String> columns(LeaderboardRow row) {
    return row.cells().stream().flatMap(c -> c.metrics().keySet().stream()).distinct().toList();
  }

  private static Estimate estimate(LeaderboardRow row, String column) {
    return Estimate.of(
        row.cells().stream()
            .filter(cell -> cell.status() == Cell.Status.OK)
            .map(cell -> cell.metrics().getOrDefault(column, Double.NaN))
            .toList());
  }

  private static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = JsonFile.object();
    values.forEach((name, value) -> node.set(name, JsonFile.number(value)));
    return node;
  }

  private static Map<String, Double> numbers(Path file, JsonNode node, String field)
      throws InputException {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path(field).properties()) {
      JsonNode value = entry.getValue();
      if (!value.isNumber() && !value.isNull()) {
        String text = field + "." + entry.getKey() + ": found " + value + ", expected a number";
        throw new InputException(file, text);
      }
      values.put(entry.getKey(), value.isNull() ? Double.NaN : value.asDouble());
    }
    return values;
  }

  /** A name as an experiment may have it. */
  private static String name(Path file, JsonNode node, String field) throws InputException {
    String name = text(file, node, field);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+:-]*")) {
      throw new InputException(file, field + ": found the name '" + name + "'");
    }
    return name;
  }

  private static String text(Path file, JsonNode node, String field) throws InputException {
    String text = node.path(field).asText();
    if (text.isBlank()) {
      throw new InputException(file, "field '" + field + "' is missing");
    }
    return text;
  }
}
