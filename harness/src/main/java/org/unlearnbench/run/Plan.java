package org.unlearnbench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.result.StoredData;
import org.unlearnbench.result.StoredPlan;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.memory.ImageSets;
import org.unlearnbench.run.memory.MemoryEstimate;
import org.unlearnbench.run.memory.WorkerNeed;

/**
 * The cells of an experiment.
 *
 * @param experiment the experiment
 * @param data its data sets
 * @param cells data set, then method, then seed
 */
record Plan(Experiment experiment, List<LoadedData> data, List<PlannedCell> cells) {

  /** Plans an experiment. */
  static Plan of(Experiment experiment, List<LoadedData> data, CellKeys keys) throws IOException {
    List<PlannedCell> cells = new ArrayList<>();
    for (LoadedData loaded : data) {
      for (Component method : Anchors.originalFirst(experiment.methods())) {
        for (long seed : experiment.seeds()) {
          String original = keys.original(loaded, seed);
          String key = keys.cell(original, method);
          cells.add(
              new PlannedCell(
                  loaded.component(), method, seed, key, original, keys.retrained(original)));
        }
      }
    }
    return new Plan(experiment, data, cells);
  }

  /**
   * Asks an executor for the memory that workers need, if that is known.
   *
   * @return what the user should know
   * @throws InputException if there is not enough
   */
  Optional<String> reserve(Executor executor, Extensions extensions) throws InputException {
    List<ImageSets> sets = new ArrayList<>();
    for (LoadedData loaded : data) {
      int imageSize = loaded.component().values().integer("image-size");
      sets.add(new ImageSets(imageSize, loaded.task().outputs(), loaded.sizes()));
    }
    NetworkFactory factory = extensions.networks().get(experiment.network().name());
    Optional<WorkerNeed> need = MemoryEstimate.of(experiment, factory, sets);
    return need.isPresent() ? executor.reserve(need.get()) : Optional.empty();
  }

  /** The form that is stored with the results. */
  StoredPlan stored(Extensions extensions) {
    Map<String, Info> cards = new LinkedHashMap<>();
    for (Component method : Anchors.originalFirst(experiment.methods())) {
      cards.put(method.label(), extensions.methods().get(method.name()).info());
    }
    Map<String, StoredData> known = new LinkedHashMap<>();
    data.forEach(
        loaded ->
            known.put(
                loaded.component().label(), new StoredData(loaded.sizes(), loaded.overlaps())));
    return new StoredPlan(
        experiment.name(),
        experiment.ranking(),
        cells.stream()
            .map(
                c ->
                    new StoredPlan.Cell(c.dataset().label(), c.method().label(), c.seed(), c.key()))
            .toList(),
        cards,
        known,
        experiment.tunedOn());
  }
}
