package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.Selection;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * {@code plan.json}: which cells a run consists of, and what its names mean.
 *
 * @param experiment name of the experiment
 * @param ranking column of the metric that ranks methods
 * @param cells in plan order: data set, then method, then seed
 * @param cards the methods' cards by label
 * @param data what is known of each data set, by its label
 * @param tunedOn what the experiment says of how its settings were chosen
 */
public record StoredPlan(
    String experiment,
    String ranking,
    List<Cell> cells,
    Map<String, Info> cards,
    Map<String, StoredData> data,
    Selection tunedOn) {
  private static final int FORMAT = 1;

  public StoredPlan {
    cells = List.copyOf(cells);
    cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** A plan that says nothing of its data and settings. */
  public StoredPlan(String experiment, String ranking, List<Cell> cells, Map<String, Info> cards) {
    this(experiment, ranking, cells, cards, Map.of(), Selection.NOT_STATED);
  }

  /**
   * One cell.
   *
   * @param key hash of everything that shapes it
   */
  public record Cell(String dataset, String method, long seed, String key) {}

  /** The file's text. */
  public String text() {
    ObjectNode node = JsonFile.object(FORMAT);
    node.put("experiment", experiment);
    node.put("ranking", ranking);
    ArrayNode list = node.putArray("cells");
    for (Cell cell : cells) {
      list.addObject()
          .put("dataset", cell.dataset())
          .put("method", cell.method())
          .put("seed", cell.seed())
          .put("key", cell.key());
    }
    ObjectNode methods = node.putObject("methods");
    cards.forEach((label, info) -> methods.set(label, card(info)));
    node.put("tuned_on", tunedOn.key());
    ObjectNode sets = node.putObject("data");
    data.forEach((label, known) -> sets.set(label, known.json()));
    return JsonFile.text(node);
  }

  private static ObjectNode card(Info info) {
    ObjectNode node = JsonFile.object();
    node.put("name", info.name());
    node.put("title", info.title());
    node.put("summary", info.summary());
    node.put("source", info.source());
    ArrayNode parameters = node.putArray("parameters");
    for (Parameter parameter : info.parameters()) {
      ObjectNode written = parameters.addObject();
      written.put("name", parameter.name());
      written.put("type", parameter.type().name());
      written.set("default", JsonFile.tree(parameter.defaultValue()));
      written.put("optional", parameter.optional());
      written.set("choices", JsonFile.tree(parameter.choices()));
      written.put("help", parameter.help());
    }
    node.set("notes", JsonFile.tree(info.notes()));
    return node;
  }

  /** Reads {@code file}. */
  public static StoredPlan read(Path file) throws IOException {
    ObjectNode node = JsonFile.read(file, FORMAT);
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : node.path("cells")) {
      cells.add(
          new Cell(
              name(file, cell.path("dataset")),
              name(file, cell.path("method")),
              cell.path("seed").asLong(),
              cell.path("key").asText()));
    }
    Map<String, Info> cards = new LinkedHashMap<>();
    node.path("methods")
        .properties()
        .forEach(entry -> cards.put(entry.getKey(), card(entry.getValue())));
    Map<String, StoredData> data = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("data").properties()) {
      data.put(entry.getKey(), StoredData.read(file, entry.getValue()));
    }
    return new StoredPlan(
        name(file, node.path("experiment")),
        node.path("ranking").asText(),
        cells,
        cards,
        data,
        Selection.of(node.path("tuned_on").asText()));
  }

  /** A name that becomes part of a path, so it must not lead out of the run directory. */
  private static String name(Path file, JsonNode node) throws InputException {
    String name = node.asText();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+:-]*")) {
      throw new InputException(file, "found the name '" + name + "'");
    }
    return name;
  }

  private static Info card(JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode written : node.path("parameters")) {
      parameters.add(
          new Parameter(
              written.path("name").asText(),
              Parameter.Type.valueOf(written.path("type").asText()),
              StoredCell.value(written.path("default")),
              written.path("optional").asBoolean(),
              Double.NEGATIVE_INFINITY,
              false,
              Double.POSITIVE_INFINITY,
              texts(written.path("choices")),
              written.path("help").asText()));
    }
    return new Info(
        node.path("name").asText(),
        node.path("title").asText(),
        node.path("summary").asText(),
        node.path("source").asText(),
        parameters,
        texts(node.path("notes")));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
