package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What two results must share before one can be ranked above the other: the data set (which images,
 * in which variant, how large), the network, how Original was trained, and the precision. Methods,
 * seeds, threads, names and the places of files are not part of it.
 *
 * @param text the parts, readable; empty where a run does not say
 */
public record Protocol(String text) {
  /** Nothing is said. */
  public static final Protocol UNKNOWN = new Protocol("");

  private static final int HASH_LENGTH = 16;

  /** Settings of a data set that name it or say where its files lie; its content is hashed. */
  private static final Set<String> ELSEWHERE = Set.of("as", "folder", "file", "images");

  /**
   * The protocol of one data set of a run directory.
   *
   * @param dataset label of the data set
   * @throws InputException if the run's configuration or provenance is damaged
   */
  public static Protocol of(RunLayout layout, String dataset) throws IOException {
    Map<?, ?> config = config(layout.config());
    if (!(config.get("data") instanceof List<?> sets) || !config.containsKey("network")) {
      return UNKNOWN;
    }
    Map<String, Object> parts = new TreeMap<>();
    for (Object set : sets) {
      if (set instanceof Map<?, ?> settings && dataset.equals(label(settings))) {
        settings.forEach((key, value) -> parts.put("data." + key, sorted(value)));
      }
    }
    ELSEWHERE.forEach(key -> parts.remove("data." + key));
    parts.put("data.content", manifest(layout, dataset));
    parts.put("network", sorted(config.get("network")));
    parts.put("training", sorted(config.get("training")));
    parts.put("precision", config.containsKey("precision") ? config.get("precision") : "float32");
    return new Protocol(parts.toString());
  }

  /** What rows are told apart by: the first digits of a hash; empty where nothing is said. */
  public String hash() {
    return text.isEmpty()
        ? ""
        : new Sha256().add("protocol/1", text).hex().substring(0, HASH_LENGTH);
  }

  /**
   * A run's resolved configuration as it stands in its file; empty where there is none.
   *
   * @throws InputException if it is not YAML
   */
  public static Map<?, ?> config(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      return tree instanceof Map<?, ?> map ? map : Map.of();
    } catch (YAMLException e) {
      throw new InputException(file, "is not valid YAML");
    }
  }

  /** What a data set of a configuration is called. */
  static Object label(Map<?, ?> settings) {
    return settings.containsKey("as") ? settings.get("as") : settings.get("source");
  }

  private static String manifest(RunLayout layout, String dataset) throws IOException {
    return Files.exists(layout.provenance())
        ? JsonFile.read(layout.provenance(), 1)
            .path("data")
            .path(dataset)
            .path("manifest_sha256")
            .asText()
        : "";
  }

  /** Maps in the order of their keys, at every depth. */
  private static Object sorted(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, inner) -> sorted.put(String.valueOf(key), sorted(inner)));
    return sorted;
  }
}
