package org.unlearnbench.run.cell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.JsonFile;

/**
 * All a worker needs to know: cells of one data set and seed, done one after the other. A job can
 * be stored, sent elsewhere and done twice without harm.
 *
 * @param home the project's folder
 * @param run the run directory
 * @param dataCache where decoded images are kept
 * @param originals where trained originals are kept
 * @param plugins folders with plug-in jars
 * @param config the experiment with all defaults, as YAML
 * @param configFolder where relative paths in {@code config} start
 * @param dataset label of the data set
 * @param manifestHash the data set's hash: the worker refuses other data
 * @param seed the run's seed
 * @param originalKey hash of everything that shapes Original
 * @param retrained Retrained of that data set and seed, where cells are compared with its weights:
 *     its label and the hash of everything that shapes its model
 * @param cells what to do, in this order
 * @param environment what a result says about where it was made
 */
public record Job(
    Path home,
    Path run,
    Path dataCache,
    Path originals,
    List<Path> plugins,
    String config,
    Path configFolder,
    String dataset,
    String manifestHash,
    long seed,
    String originalKey,
    Optional<Cell> retrained,
    List<Cell> cells,
    Map<String, String> environment) {

  private static final int FORMAT = 1;

  public Job {
    plugins = List.copyOf(plugins);
    cells = List.copyOf(cells);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * One cell of a job.
   *
   * @param method label of the method
   * @param key hash of everything that shapes the cell
   */
  public record Cell(String method, String key) {}

  /** The same job with fewer cells. */
  public Job with(List<Cell> fewer) {
    return new Job(
        home,
        run,
        dataCache,
        originals,
        plugins,
        config,
        configFolder,
        dataset,
        manifestHash,
        seed,
        originalKey,
        retrained,
        fewer,
        environment);
  }

  /** Writes the job to a file for a worker. */
  public void write(Path file) throws IOException {
    ObjectNode node = JsonFile.object(FORMAT);
    node.put("home", home.toString());
    node.put("run", run.toString());
    node.put("data_cache", dataCache.toString());
    node.put("originals", originals.toString());
    ArrayNode folders = node.putArray("plugins");
    plugins.forEach(folder -> folders.add(folder.toString()));
    node.put("config", config);
    node.put("config_folder", configFolder.toString());
    node.put("dataset", dataset);
    node.put("manifest_hash", manifestHash);
    node.put("seed", seed);
    node.put("original_key", originalKey);
    retrained.ifPresent(
        cell -> node.putObject("retrained").put("method", cell.method()).put("key", cell.key()));
    ArrayNode list = node.putArray("cells");
    cells.forEach(cell -> list.addObject().put("method", cell.method).put("key", cell.key));
    node.set("environment", JsonFile.tree(environment));
    JsonFile.write(file, node);
  }

  /** Reads what {@link #write} wrote. */
  public static Job read(Path file) throws IOException {
    ObjectNode node = JsonFile.read(file, FORMAT);
    List<Path> plugins = new ArrayList<>();
    node.path("plugins").forEach(folder -> plugins.add(Path.of(folder.asText())));
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : node.path("cells")) {
      cells.add(cell(cell));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    node.path("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    return new Job(
        path(node, "home"),
        path(node, "run"),
        path(node, "data_cache"),
        path(node, "originals"),
        plugins,
        node.path("config").asText(),
        path(node, "config_folder"),
        node.path("dataset").asText(),
        node.path("manifest_hash").asText(),
        node.path("seed").asLong(),
        node.path("original_key").asText(),
        node.has("retrained") ? Optional.of(cell(node.path("retrained"))) : Optional.empty(),
        cells,
        environment);
  }

  private static Cell cell(JsonNode node) {
    return new Cell(node.path("method").asText(), node.path("key").asText());
  }

  private static Path path(ObjectNode node, String field) {
    return Path.of(node.path(field).asText());
  }
}
