package org.unlearnbench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * What one method did on one data set with one seed: a cell's {@code result.json}, and a row of
 * {@code runs.csv}.
 *
 * @param key hash of everything that shapes the cell: tells whether it may be used again
 * @param dataset name of the data set in the experiment
 * @param method name of the method in the experiment (its {@code as}, or the method's own name)
 * @param title short name for tables and figures
 * @param seed the run's seed
 * @param status how the cell ended
 * @param reason why it failed, empty when it did not
 * @param task what the cell's outputs mean; absent if it failed before the data was there
 * @param scored hash of what the metrics were computed from and by which; empty: not yet computed
 * @param metrics value by metric column, {@link Double#NaN} where not defined; in column order
 * @param seconds wall time by phase: {@code load} (the data), {@code train} (Original, when it was
 *     trained), {@code unlearn} (all the method does), {@code unlearn.X} (its part X), {@code
 *     score} (scoring between epochs), {@code log} (what a method leaves to be looked at), {@code
 *     evaluate}, {@code write}, {@code probe} (looking into the model)
 * @param costs processor time, steps and images by the same phases; absent in results of old
 * @param parameters the method's settings by dotted name
 * @param plugIns what of it came from jars; absent in results of old
 * @param environment what made it: commit, Java, processor and so on, by name
 * @param files checksums of the cell's other files but its log; absent in cells of old
 */
public record Cell(
    String key,
    String dataset,
    String method,
    String title,
    long seed,
    Status status,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Task> task,
    String scored,
    Map<String, Double> metrics,
    Map<String, Double> seconds,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, Cost>> costs,
    Map<String, Object> parameters,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<PlugIn>> plugIns,
    Map<String, String> environment,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Checksums> files) {
  /** Name in the environment: how many workers were at work side by side, this one included. */
  public static final String WORKERS = "workers";

  private static final int FORMAT = 1;

  /** How a cell ended. */
  public enum Status {
    @JsonProperty("ok")
    OK,
    @JsonProperty("failed")
    FAILED
  }

  public Cell {
    metrics = numbers(metrics);
    seconds = numbers(seconds);
    costs = costs.map(all -> Collections.unmodifiableMap(new LinkedHashMap<>(all)));
    plugIns = plugIns.map(List::copyOf);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** A file's null is NaN. */
  private static Map<String, Double> numbers(Map<String, Double> values) {
    Map<String, Double> numbers = new LinkedHashMap<>(values);
    numbers.replaceAll((name, value) -> value == null ? Double.NaN : value);
    return Collections.unmodifiableMap(numbers);
  }

  /** What boards need of a cell; nothing of how it was made. */
  public Cell(
      String dataset,
      String method,
      String title,
      long seed,
      Status status,
      String reason,
      Map<String, Double> metrics,
      Map<String, Double> seconds,
      Map<String, Object> parameters) {
    this(
        "",
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        Optional.empty(),
        "",
        metrics,
        seconds,
        Optional.empty(),
        parameters,
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** The same cell under other names. */
  public Cell called(String newDataset, String newMethod, String newTitle) {
    return new Cell(
        key,
        newDataset,
        newMethod,
        newTitle,
        seed,
        status,
        reason,
        task,
        scored,
        metrics,
        seconds,
        costs,
        parameters,
        plugIns,
        environment,
        files);
  }

  /** The same cell, made of what {@code by} is the hash of, where {@code from} tells. */
  public Cell madeOf(String by, Optional<Task> meaning, Map<String, String> from) {
    return new Cell(
        by,
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        meaning,
        scored,
        metrics,
        seconds,
        costs,
        parameters,
        plugIns,
        from,
        files);
  }

  /** The same cell, that cost so much by phase. */
  public Cell costing(Map<String, Cost> byPhase) {
    return new Cell(
        key,
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        task,
        scored,
        metrics,
        seconds,
        Optional.of(byPhase),
        parameters,
        plugIns,
        environment,
        files);
  }

  /** The same cell, with these parts from jars. */
  public Cell with(List<PlugIn> fromJars) {
    return new Cell(
        key,
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        task,
        scored,
        metrics,
        seconds,
        costs,
        parameters,
        Optional.of(fromJars),
        environment,
        files);
  }

  /** The same cell with metrics computed from what {@code by} is the hash of. */
  public Cell scored(String by, Map<String, Double> values) {
    return new Cell(
        key,
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        task,
        by,
        values,
        seconds,
        costs,
        parameters,
        plugIns,
        environment,
        files);
  }

  /** The same cell with the checksums of what its folder holds. */
  public Cell holding(Checksums content) {
    return new Cell(
        key,
        dataset,
        method,
        title,
        seed,
        status,
        reason,
        task,
        scored,
        metrics,
        seconds,
        costs,
        parameters,
        plugIns,
        environment,
        Optional.of(content));
  }

  /** What a phase cost, if that was counted. */
  public Optional<Cost> cost(String phase) {
    return costs.map(all -> all.get(phase));
  }

  /** Whether the worker was alone at work: else its wall times are no measurement. */
  public boolean alone() {
    return "1".equals(environment.get(WORKERS));
  }

  public CellId id() {
    return new CellId(dataset, method, seed);
  }

  public boolean ok() {
    return status == Status.OK;
  }

  /**
   * Reads the {@code result.json} of the cell folder {@code folder}.
   *
   * @throws InputException if it is missing or damaged
   */
  public static Cell read(Path folder) throws IOException {
    return JsonFile.read(RunLayout.result(folder), FORMAT, Cell.class);
  }

  /** Writes {@code result.json} into the cell folder {@code folder}. */
  public void write(Path folder) throws IOException {
    JsonFile.write(RunLayout.result(folder), FORMAT, this);
  }
}
