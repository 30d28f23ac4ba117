package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * A cell's {@code result.json}: the result and what tells whether it may be used again.
 *
 * @param key hash of everything that shapes the cell
 * @param task what the cell's outputs mean; absent if it failed before the data was there
 * @param scored hash of what the metrics were computed from and by which; empty: not yet computed
 * @param result the result itself
 * @param environment what made it: commit, Java, processor and so on, by name
 */
public record StoredCell(
    String key,
    Optional<Task> task,
    String scored,
    CellResult result,
    Map<String, String> environment) {

  private static final int FORMAT = 1;

  /** Reads the {@code result.json} of the cell folder {@code cell}. */
  public static StoredCell read(Path cell) throws IOException {
    Path file = RunLayout.result(cell);
    ObjectNode node = JsonFile.read(file, FORMAT);
    try {
      return parse(node);
    } catch (IllegalArgumentException e) {
      throw new InputException(file, e.getMessage());
    }
  }

  /** Writes {@code result.json} into the cell folder {@code cell}. */
  public void write(Path cell) throws IOException {
    ObjectNode node = JsonFile.object(FORMAT).put("key", key);
    node.put("dataset", result.dataset());
    node.put("method", result.method());
    node.put("title", result.title());
    node.put("seed", result.seed());
    node.put("status", result.status().name().toLowerCase(Locale.ROOT));
    node.put("reason", result.reason());
    task.ifPresent(
        t -> {
          ObjectNode written = node.putObject("task");
          written.put("kind", t.isMultiLabel() ? "multi-label" : "single-label");
          written.set("labels", JsonFile.tree(t.labels()));
        });
    node.put("scored", scored);
    node.set("metrics", numbers(result.metrics()));
    node.set("seconds", numbers(result.seconds()));
    node.set("parameters", JsonFile.tree(result.parameters()));
    node.set("environment", JsonFile.tree(environment));
    JsonFile.write(RunLayout.result(cell), node);
  }

  private static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = JsonFile.object();
    values.forEach((name, value) -> node.set(name, JsonFile.number(value)));
    return node;
  }

  private static StoredCell parse(ObjectNode node) {
    CellResult result =
        new CellResult(
            text(node, "dataset"),
            text(node, "method"),
            text(node, "title"),
            required(node, "seed").asLong(),
            status(text(node, "status")),
            text(node, "reason"),
            numbers(node, "metrics"),
            numbers(node, "seconds"),
            values(required(node, "parameters")));
    Map<String, String> environment = new LinkedHashMap<>();
    required(node, "environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    Optional<Task> task =
        node.has("task") ? Optional.of(task(required(node, "task"))) : Optional.empty();
    return new StoredCell(text(node, "key"), task, text(node, "scored"), result, environment);
  }

  private static Task task(JsonNode node) {
    List<String> labels = new ArrayList<>();
    node.path("labels").forEach(label -> labels.add(label.asText()));
    return switch (node.path("kind").asText()) {
      case "single-label" -> Task.singleLabel(labels);
      case "multi-label" -> Task.multiLabel(labels);
      default -> throw new IllegalArgumentException("found the task " + node);
    };
  }

  private static CellResult.Status status(String text) {
    return switch (text) {
      case "ok" -> CellResult.Status.OK;
      case "failed" -> CellResult.Status.FAILED;
      default -> throw new IllegalArgumentException("found the status '" + text + "'");
    };
  }

  private static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw new IllegalArgumentException("field '" + field + "' is missing");
    }
    return value;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("field '" + field + "' is not a text");
    }
    return value.asText();
  }

  private static Map<String, Double> numbers(JsonNode node, String field) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : required(node, field).properties()) {
      JsonNode value = entry.getValue();
      if (!value.isNumber() && !value.isNull()) {
        throw new IllegalArgumentException(
            "'" + field + "." + entry.getKey() + "' is not a number: " + value);
      }
      numbers.put(entry.getKey(), value.isNull() ? Double.NaN : value.asDouble());
    }
    return numbers;
  }

  private static Map<String, Object> values(JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
    return values;
  }

  /** JSON's numbers as {@link org.unlearnbench.config.ParameterValues} holds them. */
  static Object value(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<Object> items = new ArrayList<>();
      array.forEach(item -> items.add(value(item)));
      return items;
    }
    if (node instanceof ObjectNode object) {
      return values(object);
    }
    if (node.isNull()) {
      return null;
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    if (node.isNumber()) {
      return node.asDouble();
    }
    return node.isBoolean() ? node.asBoolean() : node.asText();
  }
}
