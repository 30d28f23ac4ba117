package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.method.ExternalModel;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.StoredPlan;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.memory.MemoryEstimate;
import org.unlearnbench.run.memory.WorkerNeed;

/** The cells of an experiment, and the jobs they are done in. */
final class Plan {
  private final Experiment experiment;
  private final Extensions extensions;
  private final List<LoadedData> data;
  private final List<PlannedCell> cells = new ArrayList<>();
  private final Map<PlannedCell, References> references = new HashMap<>();

  /**
   * What the cells of one data set and seed start at and are compared with.
   *
   * @param original hash of everything that shapes Original
   * @param retrained every Retrained, with the hash of everything that shapes its model as key
   */
  record References(String original, List<PlannedCell> retrained) {}

  private Plan(Experiment experiment, Extensions extensions, List<LoadedData> data) {
    this.experiment = experiment;
    this.extensions = extensions;
    this.data = data;
  }

  /** Plans an experiment. */
  static Plan of(Experiment experiment, Extensions extensions, List<LoadedData> data, CellKeys keys)
      throws IOException {
    Plan plan = new Plan(experiment, extensions, data);
    for (LoadedData loaded : data) {
      String dataset = loaded.component().label();
      for (Component method : Anchors.originalFirst(experiment.methods())) {
        for (long seed : experiment.seeds()) {
          String original = keys.original(loaded, seed);
          PlannedCell cell =
              new PlannedCell(dataset, method.label(), seed, keys.cell(loaded, original, method));
          plan.cells.add(cell);
          List<PlannedCell> retrained = new ArrayList<>();
          keys.retrained(original)
              .forEach((label, key) -> retrained.add(new PlannedCell(dataset, label, seed, key)));
          plan.references.put(cell, new References(original, retrained));
        }
      }
    }
    return plan;
  }

  /**
   * Looks for the files that methods are to read, before anything costs time.
   *
   * @throws InputException if one is not there
   */
  static void requireFiles(Experiment experiment, Extensions extensions) throws InputException {
    Problems problems = new Problems();
    for (Component method : experiment.methods()) {
      requireFiles(method.label(), method, extensions, problems);
    }
    problems.throwIfAny();
  }

  private static void requireFiles(
      String label, Component method, Extensions extensions, Problems problems) {
    ParameterValues values = method.values();
    for (Parameter parameter : extensions.methods().get(method.name()).info().parameters()) {
      if (!values.has(parameter.name())) {
        continue;
      }
      if (parameter.type() == Parameter.Type.METHOD_LIST) {
        values
            .methods(parameter.name())
            .forEach(step -> requireFiles(label, step, extensions, problems));
      } else if (parameter.type() == Parameter.Type.PATH) {
        Path file = values.path(parameter.name());
        boolean weights = method.name().equals(ExternalModel.NAME);
        if (!Files.exists(file) || weights && Files.isDirectory(file)) {
          problems.add(
              "method '%s': %s: %s: %s"
                  .formatted(
                      label,
                      parameter.name(),
                      file,
                      Files.exists(file) ? "is a folder, expected a file" : "no such file"));
        }
      }
    }
  }

  Experiment experiment() {
    return experiment;
  }

  List<LoadedData> data() {
    return data;
  }

  /** All cells: data set, then method, then seed. */
  List<PlannedCell> cells() {
    return cells;
  }

  References references(PlannedCell cell) {
    return references.get(cell);
  }

  /** The method of a cell as the experiment names it. */
  Component method(PlannedCell cell) {
    return experiment.method(cell.method());
  }

  /** What tables call a cell. */
  String title(PlannedCell cell) {
    Component method = method(cell);
    return method.title(extensions.methods().get(method.name()).info());
  }

  /** What of a cell comes from jars. */
  List<PlugIn> plugIns(PlannedCell cell) {
    return extensions.plugIns(experiment, experiment.dataset(cell.dataset()), method(cell));
  }

  /** What of all cells comes from jars. */
  List<PlugIn> plugIns() {
    return extensions.plugIns(experiment);
  }

  /** Whether a stored Original saves the cell its training. */
  boolean needsOriginal(PlannedCell cell) {
    return experiment.probes().ofTheModel()
        || extensions.methods().get(method(cell).name()).start() == UnlearningMethod.Start.ORIGINAL;
  }

  /**
   * Asks an executor for the memory that workers need, if that is known.
   *
   * @return what the user should know
   * @throws InputException if there is not enough
   */
  Optional<String> reserve(Executor executor) throws InputException {
    List<MemoryEstimate.Images> sets = new ArrayList<>();
    for (LoadedData loaded : data) {
      int imageSize = loaded.component().values().integer("image-size");
      sets.add(new MemoryEstimate.Images(imageSize, loaded.task().outputs(), loaded.sizes()));
    }
    NetworkFactory factory = extensions.networks().get(experiment.network().name());
    Optional<WorkerNeed> need = MemoryEstimate.of(experiment, factory, sets);
    return need.isPresent() ? executor.reserve(need.get()) : Optional.empty();
  }

  /** The form that is stored with the results. */
  StoredPlan stored() {
    Map<String, Info> cards = new LinkedHashMap<>();
    for (Component method : Anchors.originalFirst(experiment.methods())) {
      cards.put(method.label(), extensions.methods().get(method.name()).info());
    }
    Map<String, StoredPlan.Data> known = new LinkedHashMap<>();
    data.forEach(
        loaded ->
            known.put(
                loaded.component().label(),
                new StoredPlan.Data(
                    loaded.sizes(), loaded.overlaps(), Optional.of(loaded.imagesMayBeShown()))));
    return new StoredPlan(
        experiment.name(), experiment.ranking(), cells, cards, known, experiment.tunedOn());
  }

  /**
   * The jobs for {@code some} cells: per data set and seed one of the cells that start at Original,
   * which is trained once for them, and one of those that do not, which can be made beside it.
   * Where models are compared with Original and Retrained, there is only one, and these two come
   * first in it.
   *
   * @param host what results say about where they were made
   * @return in the order of data sets, then seeds; the long ones first, so that short ones fill the
   *     gaps at the end
   */
  List<Job> jobs(List<PlannedCell> some, Places places, Map<String, String> host) {
    boolean together = experiment.probes().ofTheModel();
    List<Job> jobs = new ArrayList<>();
    for (boolean fromOriginal : new boolean[] {true, false}) {
      for (LoadedData loaded : data) {
        for (long seed : experiment.seeds()) {
          List<PlannedCell> group =
              (together ? referencesFirst(some) : some)
                  .stream()
                      .filter(cell -> cell.dataset().equals(loaded.component().label()))
                      .filter(cell -> cell.seed() == seed && needsOriginal(cell) == fromOriginal)
                      .toList();
          if (!group.isEmpty()) {
            References shared = references(group.get(0));
            jobs.add(
                new Job(
                    places,
                    experiment,
                    loaded.component().label(),
                    loaded.manifestHash(),
                    seed,
                    shared.original,
                    shared.retrained,
                    group,
                    host));
          }
        }
      }
    }
    return jobs;
  }

  /** The others need what Original and Retrained leave, and would make it themselves without. */
  private List<PlannedCell> referencesFirst(List<PlannedCell> some) {
    return some.stream().sorted(Comparator.comparingInt(this::place)).toList();
  }

  private int place(PlannedCell cell) {
    return switch (method(cell).name()) {
      case Anchors.ORIGINAL -> 0;
      case Anchors.RETRAIN -> 1;
      default -> 2;
    };
  }
}
