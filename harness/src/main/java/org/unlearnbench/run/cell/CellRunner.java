package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.SplitOutputs;

/** Makes the cells of one data set and seed, one after the other. */
final class CellRunner {
  private final Job job;
  private final Setting setting;
  private final Registry<UnlearningMethod> methods;
  private final JobModels models;
  private final CellProbes probes;
  private final List<Metric> metrics;
  private final double loadSeconds;

  CellRunner(
      Job job,
      Setting setting,
      Registry<UnlearningMethod> methods,
      List<Metric> metrics,
      double loadSeconds) {
    this.job = job;
    this.setting = setting;
    this.methods = methods;
    this.metrics = metrics;
    this.models = new JobModels(job, setting, methods);
    this.probes = new CellProbes(setting, models);
    this.loadSeconds = loadSeconds;
  }

  /**
   * Makes a cell and moves it into place.
   *
   * @throws Exception whatever the method throws; nothing is in place then
   */
  void run(PlannedCell cell, Component component, UnlearningMethod method, PhaseListener listener)
      throws Exception {
    Path staging = job.layout().staging(cell.id());
    AtomicFiles.deleteFolder(staging);
    Files.createDirectories(staging);
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("load", loadSeconds);
    try (Network network = start(method, seconds, listener)) {
      CellArtefacts artefacts =
          new CellArtefacts(RunLayout.artefacts(staging), setting.mayShowImages(job.dataset()));
      unlearn(method, network, component.values(), artefacts, seconds, listener);
      requireFinite(network);
      long start = System.nanoTime();
      Map<Split, SplitOutputs> outputs = outputs(network);
      seconds.put("evaluate", UnlearningClock.secondsSince(start));
      start = System.nanoTime();
      OutputsFile.write(RunLayout.outputs(staging), outputs);
      if (setting.experiment().keepModels()) {
        Checkpoints.write(RunLayout.model(staging), network);
      }
      models.keep(cell, network, seconds.getOrDefault("unlearn", 0.0));
      seconds.put("write", UnlearningClock.secondsSince(start));
      if (setting.experiment().probes().ofTheModel()) {
        start = System.nanoTime();
        probes.look(network, artefacts, listener);
        seconds.put("probe", UnlearningClock.secondsSince(start));
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
            seconds,
            component.values().recorded())
        .madeOf(cell.key(), Optional.of(setting.data().task()), job.environment())
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

  private void unlearn(
      UnlearningMethod method,
      Network network,
      ParameterValues values,
      CellArtefacts artefacts,
      Map<String, Double> seconds,
      PhaseListener listener)
      throws IOException {
    boolean everyEpoch = setting.experiment().probes().everyEpoch();
    Optional<AnytimeCurve> curve =
        everyEpoch ? Optional.of(new AnytimeCurve(setting.data(), metrics)) : Optional.empty();
    UnlearningClock clock = new UnlearningClock(System::nanoTime);
    try (CellContext context =
        new CellContext(setting, methods, network, values, artefacts, listener, clock, curve)) {
      method.unlearn(context);
      if (method.isTimed()) {
        seconds.put("unlearn", clock.seconds());
      }
    }
    clock.phases().forEach((phase, value) -> seconds.put("unlearn." + phase, value));
    seconds.putAll(clock.others());
    if (curve.isPresent()) {
      curve.get().write(artefacts);
    }
  }

  private Network start(
      UnlearningMethod method, Map<String, Double> seconds, PhaseListener listener)
      throws IOException {
    if (method.start() == UnlearningMethod.Start.FRESH) {
      return models.start(method, listener);
    }
    JobModels.Original original = models.original(listener);
    seconds.put("train", original.seconds());
    return original.network();
  }
}
