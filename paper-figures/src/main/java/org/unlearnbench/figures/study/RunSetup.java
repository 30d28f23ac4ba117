package org.unlearnbench.figures.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Protocol;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/**
 * What was run and on what, as far as a run's configuration and provenance say.
 *
 * @param experiment name of the experiment
 * @param description what its author says about it, may be empty
 * @param facts what there is to know, by a short name for it, in the order of reading
 */
public record RunSetup(String experiment, String description, Map<String, String> facts) {
  /** Version of {@code provenance.json}. */
  private static final int FORMAT = 1;

  /** The facts that a page's first sentences need, too. */
  public static final String NETWORK = "Network";

  /** See {@link #NETWORK}. */
  public static final String CHANGED = "Changed with --set";

  private static final String SEPARATOR = ", ";

  /** Keys whose values speak for themselves. */
  private static final Set<String> NAMES = Set.of("name", "source");

  public RunSetup {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Reads a run's setup; without its files there are no facts.
   *
   * @throws InputException if a file is damaged
   */
  public static RunSetup of(RunDirectory run) throws IOException {
    RunLayout layout = new RunLayout(run.path());
    Map<?, ?> config = Protocol.config(layout.config());
    Path file = layout.provenance();
    JsonNode provenance = Files.exists(file) ? JsonFile.read(file, FORMAT) : JsonFile.object();
    Map<String, String> facts = new LinkedHashMap<>();
    if (config.get("data") instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> data) {
          String label =
              String.valueOf(data.containsKey("as") ? data.get("as") : data.get("source"));
          facts.put("Data set " + label, data(data, provenance.path("data").path(label)));
        }
      }
    }
    put(facts, NETWORK, config.get("network"));
    put(facts, "Training of Original", config.get("training"));
    put(facts, "Seeds", config.get("seeds"));
    put(facts, CHANGED, config.get("changed"));
    put(facts, "Threads", config.get("threads"));
    machine(provenance).ifPresent(text -> facts.put("Machine", text));
    plugIns(run).ifPresent(text -> facts.put("Plug-ins that are not in the project", text));
    String description = config.get("description") instanceof String text ? text.strip() : "";
    return new RunSetup(run.experiment(), description, facts);
  }

  /**
   * What the author of the experiment file says, as such: a run may have other seeds and settings
   * than the file; empty if nothing is said.
   */
  public String introduction() {
    if (description.isEmpty()) {
      return "";
    }
    String changed = facts.getOrDefault(CHANGED, "");
    return "The experiment file says: "
        + description
        + (changed.isEmpty() ? "" : " Changed for this run with --set: " + changed + ".");
  }

  private static String data(Map<?, ?> data, JsonNode provenance) {
    List<String> images = new ArrayList<>();
    provenance
        .path("images")
        .properties()
        .forEach(entry -> images.add(entry.getValue().asText() + " " + entry.getKey()));
    Map<Object, Object> settings = new LinkedHashMap<>(data);
    settings.remove("as");
    String text = text(settings);
    return images.isEmpty() ? text : text + "; images: " + String.join(SEPARATOR, images);
  }

  private static Optional<String> plugIns(RunDirectory run) {
    List<String> all =
        run.cells().stream()
            .flatMap(cell -> cell.plugIns().orElse(List.of()).stream())
            .map(PlugIn::full)
            .distinct()
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }

  private static Optional<String> machine(JsonNode provenance) {
    List<String> parts = new ArrayList<>();
    for (String key : List.of("cpu", "os", "java")) {
      if (provenance.hasNonNull(key)) {
        parts.add(provenance.path(key).asText());
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(SEPARATOR, parts));
  }

  private static void put(Map<String, String> facts, String name, Object value) {
    if (value != null) {
      facts.put(name, text(value));
    }
  }

  /** A value on one line; of a map within a map its words and the names of what is on. */
  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return String.join(SEPARATOR, list.stream().map(String::valueOf).toList());
    }
    if (!(value instanceof Map<?, ?> map)) {
      return String.valueOf(value);
    }
    List<String> parts = new ArrayList<>();
    map.forEach(
        (key, inner) -> {
          String text = inner instanceof Map<?, ?> nested ? words(nested) : text(inner);
          if (NAMES.contains(String.valueOf(key))) {
            parts.add(text);
          } else if (!text.isEmpty()) {
            parts.add(key + " " + text);
          }
        });
    return String.join(SEPARATOR, parts);
  }

  private static String words(Map<?, ?> nested) {
    List<String> words = new ArrayList<>();
    nested.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            words.add(text);
          } else if (Boolean.TRUE.equals(value)) {
            words.add(String.valueOf(key));
          }
        });
    return String.join(" + ", words);
  }
}
