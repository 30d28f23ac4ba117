package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * {@code metrics.json}: the metrics that a run was scored with, so that its tables need not have
 * the plug-in that brought one.
 */
public final class MetricsFile {
  private static final int FORMAT = 1;

  private MetricsFile() {}

  /** Writes {@code metrics} in their order; leaves a file alone that says the same. */
  public static void write(Path file, List<MetricCard> metrics) throws IOException {
    ObjectNode node = JsonFile.object(FORMAT);
    ArrayNode list = node.putArray("metrics");
    for (MetricCard metric : metrics) {
      list.addObject()
          .put("column", metric.column())
          .put("definition", metric.info().name())
          .put("title", metric.info().title())
          .put("summary", metric.info().summary())
          .put("source", metric.info().source())
          .put("direction", key(metric.direction()));
    }
    String text = JsonFile.text(node);
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      AtomicFiles.write(file, text);
    }
  }

  /**
   * Reads the metrics; none where there is no file.
   *
   * @throws InputException if the file is damaged
   */
  public static List<MetricCard> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<MetricCard> metrics = new ArrayList<>();
    for (JsonNode entry : JsonFile.read(file, FORMAT).path("metrics")) {
      metrics.add(
          new MetricCard(
              entry.path("column").asText(),
              new Info(
                  entry.path("definition").asText(),
                  entry.path("title").asText(),
                  entry.path("summary").asText(),
                  entry.path("source").asText()),
              direction(file, entry.path("direction").asText())));
    }
    return List.copyOf(metrics);
  }

  /** A direction as files name it. */
  public static String key(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The direction that a file names.
   *
   * @throws InputException if there is none of that name
   */
  public static Direction direction(Path file, String key) throws InputException {
    for (Direction direction : Direction.values()) {
      if (key(direction).equals(key)) {
        return direction;
      }
    }
    throw new InputException(
        file, "found the direction '" + key + "', expected higher, lower or none");
  }
}
