package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * What a run says of one of its data sets, so that reports need no images.
 *
 * @param images number of images by split; empty where it is not said
 * @param overlaps what its splits have in common
 */
public record StoredData(Map<Split, Integer> images, List<SplitOverlap> overlaps) {
  /** Nothing is said. */
  public static final StoredData UNKNOWN = new StoredData(Map.of(), List.of());

  public StoredData {
    Map<Split, Integer> sorted = new EnumMap<>(Split.class);
    sorted.putAll(images);
    images = Collections.unmodifiableMap(sorted);
    overlaps = List.copyOf(overlaps);
  }

  /** As files hold it: {@code images} by split and {@code shared}. */
  ObjectNode json() {
    ObjectNode node = JsonFile.object();
    ObjectNode counts = node.putObject("images");
    images.forEach((split, count) -> counts.put(split.key(), count));
    node.set("shared", OverlapJson.of(overlaps));
    return node;
  }

  /**
   * Reads what {@link #json} makes.
   *
   * @param file for messages
   * @throws InputException if it is not what it must be
   */
  static StoredData read(Path file, JsonNode node) throws InputException {
    Map<Split, Integer> images = new EnumMap<>(Split.class);
    for (Map.Entry<String, JsonNode> entry : node.path("images").properties()) {
      images.put(
          OverlapJson.split(file, entry.getKey()), OverlapJson.count(file, entry.getValue()));
    }
    return new StoredData(images, OverlapJson.read(file, node.path("shared")));
  }
}
