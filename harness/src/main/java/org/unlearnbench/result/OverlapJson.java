package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InputException;

/** What splits have in common, as files of results hold it. */
public final class OverlapJson {
  private OverlapJson() {}

  /** A list of objects with {@code first}, {@code second}, {@code people} and {@code images}. */
  public static ArrayNode of(List<SplitOverlap> overlaps) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (SplitOverlap overlap : overlaps) {
      list.addObject()
          .put("first", overlap.first().key())
          .put("second", overlap.second().key())
          .put("people", overlap.people())
          .put("images", overlap.images());
    }
    return list;
  }

  /**
   * Reads what {@link #of} makes; a missing node is an empty list.
   *
   * @param file for messages
   * @throws InputException if an entry is not what it must be
   */
  public static List<SplitOverlap> read(Path file, JsonNode list) throws InputException {
    List<SplitOverlap> overlaps = new ArrayList<>();
    for (JsonNode entry : list) {
      overlaps.add(
          new SplitOverlap(
              split(file, entry.path("first").asText()),
              split(file, entry.path("second").asText()),
              count(file, entry.path("people")),
              count(file, entry.path("images"))));
    }
    return overlaps;
  }

  static Split split(Path file, String key) throws InputException {
    try {
      return Split.ofKey(key);
    } catch (IllegalArgumentException e) {
      throw new InputException(file, e.getMessage());
    }
  }

  static int count(Path file, JsonNode node) throws InputException {
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
      throw new InputException(file, "found " + node + ", expected a count");
    }
    return node.asInt();
  }
}
