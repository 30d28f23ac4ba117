package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.StoredCell;

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
  void run(Job.Cell cell, Component component, UnlearningMethod method, PhaseListener listener)
      throws Exception {
    RunLayout layout = new RunLayout(job.run());
    Path staging = layout.staging(job.dataset(), cell.method(), job.seed());
    AtomicFiles.deleteFolder(staging);
    Files.createDirectories(staging);
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("load", loadSeconds);
    try (Network network = start(method, seconds, listener)) {
      CellArtefacts artefacts = new CellArtefacts(RunLayout.artefacts(staging));
      unlearn(method, network, component.values(), artefacts, seconds, listener);
      requireFinite(network);
      long start = System.nanoTime();
      Map<Split, SplitOutputs> outputs = Evaluator.outputs(network, setting.data());
      seconds.put("evaluate", Seconds.since(start));
      start = System.nanoTime();
      OutputsFile.write(RunLayout.outputs(staging), outputs);
      if (setting.experiment().keepModels()) {
        Checkpoints.write(RunLayout.model(staging), network);
      }
      models.keep(cell, network, seconds.getOrDefault("unlearn", 0.0));
      seconds.put("write", Seconds.since(start));
      if (setting.experiment().probes().ofTheModel()) {
        start = System.nanoTime();
        probes.look(network, artefacts, listener);
        seconds.put("probe", Seconds.since(start));
      }
    }
    StoredCell stored =
        new StoredCell(
            cell.key(),
            Optional.of(setting.data().task()),
            "",
            new CellResult(
                job.dataset(),
                cell.method(),
                component.title(method.info()),
                job.seed(),
                CellResult.Status.OK,
                "",
                Map.of(),
                seconds,
                component.values().asMap()),
            job.environment());
    stored.write(staging);
    AtomicFiles.replaceFolder(staging, layout.cell(job.dataset(), cell.method(), job.seed()));
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
    OriginalStore.Original original = models.original(listener);
    seconds.put("train", original.seconds());
    return original.network();
  }
}
