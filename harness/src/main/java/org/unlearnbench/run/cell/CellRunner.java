package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Registry;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Checksums;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.TrainingCurve;

/** Makes the cells of one data set and seed, one after the other. */
final class CellRunner {
  /** Name of the method that leaves Original as it is. */
  private static final String ORIGINAL = "original";

  private final Job job;
  private final Setting setting;
  private final Registry<UnlearningMethod> methods;
  private final JobModels models;
  private final CellProbes probes;
  private final List<Metric> metrics;
  private final Spent load;

  CellRunner(
      Job job,
      Setting setting,
      Registry<UnlearningMethod> methods,
      List<Metric> metrics,
      Spent load) {
    this.job = job;
    this.setting = setting;
    this.methods = methods;
    this.metrics = metrics;
    this.models = new JobModels(job, setting, methods);
    this.probes = new CellProbes(setting, models);
    this.load = load;
  }

  /**
   * Makes a cell and moves it into place.
   *
   * @param plugIns what of it comes from jars
   * @throws Exception whatever the method throws; nothing is in place then
   */
  void run(
      PlannedCell cell,
      Component component,
      UnlearningMethod method,
      List<PlugIn> plugIns,
      PhaseListener listener)
      throws Exception {
    boolean mayGoOn = false;
    try {
      make(cell, component, method, plugIns, listener);
    } catch (IOException | Error e) {
      // A full disk, too little memory: what was reached is good for another try.
      mayGoOn = true;
      throw e;
    } finally {
      if (!mayGoOn) {
        AtomicFiles.deleteFolder(job.places().checkpoint(cell.key()));
      }
    }
  }

  private void make(
      PlannedCell cell,
      Component component,
      UnlearningMethod method,
      List<PlugIn> plugIns,
      PhaseListener listener)
      throws IOException {
    Path staging = job.layout().staging(cell.id());
    AtomicFiles.deleteFolder(staging);
    Files.createDirectories(staging);
    Spent.ByPhase spent = new Spent.ByPhase();
    spent.put("load", load);
    WorkMeter meter = setting.meter();
    Map<String, String> environment = new LinkedHashMap<>(job.environment());
    try (Network network = start(method, spent, listener)) {
      CellArtefacts artefacts =
          new CellArtefacts(RunLayout.artefacts(staging), setting.mayShowImages(job.dataset()));
      // Scores after every epoch take epochs.
      Optional<ModelStore.Made> made =
          setting.experiment().probes().everyEpoch()
              ? Optional.empty()
              : models.stored(cell, network);
      Spent worked = Spent.NOTHING;
      if (made.isPresent()) {
        spent.put("unlearn", made.get().seconds(), made.get().cost());
        // Whether its time is a measurement depends on those beside it at that time.
        environment.put(Cell.WORKERS, made.get().workers().orElse("unknown"));
      } else {
        Path checkpoint = job.places().checkpoint(cell.key());
        ParameterValues values = component.values();
        meter.training().begin(cell.method());
        worked = unlearn(method, network, values, artefacts, checkpoint, spent, listener);
      }
      TrainingCurve shown = training(cell, method, made.isPresent());
      if (!shown.epochs().isEmpty()) {
        artefacts.csv(TrainingCurve.FILE, TrainingCurve.HEADER, shown.table());
      }
      requireFinite(network);
      Spent start = meter.now();
      Map<Split, SplitOutputs> outputs = outputs(network);
      spent.put("evaluate", meter.since(start));
      start = meter.now();
      OutputsFile.write(RunLayout.outputs(staging), outputs);
      if (setting.experiment().keepModels()) {
        Checkpoints.write(RunLayout.model(staging), network);
      }
      if (made.isEmpty()) {
        models.keep(cell, network, worked, meter.training().curve());
      }
      spent.put("write", meter.since(start));
      if (setting.experiment().probes().ofTheModel()) {
        start = meter.now().minus(models.making());
        probes.look(network, artefacts, listener);
        // Models that other cells need, too, are no cost of this one.
        spent.put("probe", meter.now().minus(models.making()).minus(start));
      }
    }
    new Cell(
            job.dataset(),
            cell.method(),
            component.title(method.info()),
            job.seed(),
            Cell.Status.OK,
            "",
            Map.of(),
            spent.seconds(),
            component.values().recorded())
        .costing(spent.costs())
        .with(plugIns)
        .madeOf(cell.key(), Optional.of(setting.data().task()), environment)
        .holding(Checksums.ofCell(staging))
        .write(staging);
    AtomicFiles.replaceFolder(staging, job.layout().cell(cell.id()));
  }

  /**
   * What the model says of every image of every split: eval mode, never augmented.
   *
   * @throws NonFiniteLossException if an output is NaN or infinite
   */
  private Map<Split, SplitOutputs> outputs(Network network) {
    Map<Split, SplitOutputs> all = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      SplitOutputs outputs = Predictions.of(network, split, setting.data().split(split));
      for (int i = 0; i < outputs.size(); i++) {
        for (float logit : outputs.logits()[i]) {
          if (!Float.isFinite(logit)) {
            String image = split.key() + " image " + outputs.paths().get(i);
            throw new NonFiniteLossException("the model's output for " + image + " is " + logit);
          }
        }
      }
      all.put(split, outputs);
    }
    return all;
  }

  /**
   * A rectifier may turn NaN into 0, so that outputs alone do not tell of a model that diverged.
   */
  private static void requireFinite(Network network) {
    float[] parameters = network.parameters();
    int wrong = 0;
    for (float value : parameters) {
      wrong += Float.isFinite(value) ? 0 : 1;
    }
    if (wrong > 0) {
      throw new NonFiniteLossException(
          "the model is unusable: "
              + wrong
              + " of "
              + parameters.length
              + " parameters are NaN or infinite");
    }
  }

  /** What trained in this cell; Original, and Retrained that is stored, were trained before it. */
  private TrainingCurve training(PlannedCell cell, UnlearningMethod method, boolean stored)
      throws IOException {
    TrainingCurve own = setting.meter().training().curve();
    boolean original = method.info().name().equals(ORIGINAL);
    return original || stored
        ? (original ? models.originalTraining() : models.training(cell))
            .orElse(new TrainingCurve(List.of()))
        : own;
  }

  /** Lets the method work; returns what that took. */
  private Spent unlearn(
      UnlearningMethod method,
      Network network,
      ParameterValues values,
      CellArtefacts artefacts,
      Path folder,
      Spent.ByPhase spent,
      PhaseListener listener)
      throws IOException {
    boolean everyEpoch = setting.experiment().probes().everyEpoch();
    Optional<AnytimeCurve> curve =
        everyEpoch ? Optional.of(new AnytimeCurve(setting.data(), metrics)) : Optional.empty();
    UnlearningClock clock = new UnlearningClock(setting.meter()::now);
    List<Resumable> changing =
        new ArrayList<>(List.of(clock, artefacts, setting.meter().training()));
    curve.ifPresent(changing::add);
    CellCheckpoint checkpoint = setting.checkpoint(folder, network, changing);
    Spent worked;
    try (CellContext context =
        new CellContext(
            setting, methods, network, values, artefacts, listener, clock, curve, checkpoint)) {
      method.unlearn(context);
      worked = clock.worked();
    }
    if (method.isTimed()) {
      spent.put("unlearn", worked);
    }
    clock
        .phases()
        .forEach(
            (phase, part) -> {
              Optional<Cost> cost = Optional.of(part.cost()).filter(c -> method.isTimed());
              spent.put("unlearn." + phase, part.seconds(), cost);
            });
    clock.others().forEach(spent::put);
    if (curve.isPresent()) {
      curve.get().write(artefacts);
    }
    return worked;
  }

  private Network start(UnlearningMethod method, Spent.ByPhase spent, PhaseListener listener)
      throws IOException {
    if (method.start() == UnlearningMethod.Start.FRESH) {
      return models.start(method, listener);
    }
    JobModels.Original original = models.original(listener);
    spent.put("train", original.made().seconds(), original.made().cost());
    return original.network();
  }
}
