package org.unlearnbench.nn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a training program noted of its classes: a list of names in the order of the outputs,
 * or a dict from names to numbers or back, under one of the names that programs use for it.
 */
final class ClassNames {
  private static final Set<String> KEYS =
      Set.of(
          "classes",
          "class_names",
          "classnames",
          "class_labels",
          "class_list",
          "class_to_idx",
          "class_to_index",
          "class2idx",
          "idx_to_class",
          "index_to_class",
          "idx2class",
          "id2label",
          "label2id",
          "label_names",
          "label_to_idx",
          "label2idx",
          "idx_to_label",
          "idx2label",
          "labels",
          "names",
          "categories");

  /** What {@code transformers} says for a class that nobody named. */
  private static final String NO_NAME = "LABEL_";

  private static final int MAX_DEPTH = 5;

  /** Longest name on the way: paths of many dicts must not fill the memory. */
  private static final int MAX_KEY = 100;

  private static final int MAX_FOUND = 20;
  private static final int MAX_CONFIG = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Place(String path, Object value, int depth) {}

  private ClassNames() {}

  /** Names by where they were found; a value may contain itself. */
  static Map<String, List<String>> in(Object saved) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Place> open = new ArrayDeque<>(List.of(new Place("", saved, 0)));
    while (!open.isEmpty() && found.size() < MAX_FOUND) {
      Place place = open.remove();
      if (!(place.value instanceof Map<?, ?> map) || !seen.add(map)) {
        continue;
      }
      map.forEach(
          (key, value) -> {
            if (!(key instanceof String name) || name.length() > MAX_KEY) {
              return;
            }
            if (KEYS.contains(name.toLowerCase(Locale.ROOT))) {
              names(value).ifPresent(names -> found.put(place.path + name, names));
            }
            if (value instanceof Map && place.depth < MAX_DEPTH) {
              open.add(new Place(place.path + name + "/", value, place.depth + 1));
            }
          });
    }
    return found;
  }

  /** Names in metadata, whose values are texts: those that are JSON. */
  static Map<String, List<String>> inTexts(Map<String, String> metadata) {
    Map<String, Object> values = new LinkedHashMap<>();
    metadata.forEach(
        (key, text) -> {
          try {
            values.put(key, JSON.readValue(text, Object.class));
          } catch (JsonProcessingException e) {
            // a text for people
          }
        });
    return in(values);
  }

  /** Names in the {@code config.json} that Hugging Face and timm keep beside the weights. */
  static Map<String, List<String>> beside(Path weights) throws IOException {
    Path config = weights.resolveSibling("config.json");
    if (!Files.isRegularFile(config) || Files.size(config) > MAX_CONFIG) {
      return Map.of();
    }
    Map<String, List<String>> found = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(config)) {
      in(JSON.readValue(in, Object.class))
          .forEach((place, names) -> found.put("config.json " + place, names));
    } catch (JsonProcessingException e) {
      return Map.of(); // another program's business
    }
    return found;
  }

  private static Optional<List<String>> names(Object value) {
    if (value instanceof Unpickler.Tuple tuple) {
      return names(tuple.items());
    }
    if (value instanceof List<?> list) {
      boolean texts = list.size() > 1 && list.stream().allMatch(String.class::isInstance);
      return texts ? named(list.stream().map(String.class::cast).toList()) : Optional.empty();
    }
    return value instanceof Map<?, ?> map && map.size() > 1 ? numbered(map) : Optional.empty();
  }

  /** The names of a dict whose keys or values count 0, 1, 2 and so on. */
  private static Optional<List<String>> numbered(Map<?, ?> map) {
    boolean byName = map.values().stream().allMatch(value -> number(value) >= 0);
    String[] names = new String[map.size()];
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      long number = number(byName ? entry.getValue() : entry.getKey());
      Object name = byName ? entry.getKey() : entry.getValue();
      boolean fits = number >= 0 && number < names.length && names[(int) number] == null;
      if (!fits || !(name instanceof String || name instanceof Number)) {
        return Optional.empty();
      }
      names[(int) number] = name.toString();
    }
    return named(Arrays.asList(names));
  }

  /** A whole number, as JSON has it for a key, too; else -1. */
  private static long number(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    return value instanceof String text && text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }

  private static Optional<List<String>> named(List<String> names) {
    boolean none = names.stream().allMatch(name -> name.startsWith(NO_NAME));
    return none ? Optional.empty() : Optional.of(List.copyOf(names));
  }
}
