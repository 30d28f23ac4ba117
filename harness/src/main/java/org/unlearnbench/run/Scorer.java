package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.RunsFile;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.StoredCell;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.result.WeightDistances;

/**
 * Computes the metrics of a run directory from stored outputs, and writes them into the cells and
 * {@code runs.csv}. A cell is scored again only if something its metrics look at has changed.
 */
public final class Scorer {
  private final List<Metric> metrics;

  public Scorer(List<Metric> metrics) {
    this.metrics = metrics;
  }

  /** Scores all cells of the plan that are there. */
  public void score(Path root) throws IOException {
    StoredRun run = StoredRun.open(root);
    Map<String, Anchor> anchors = new HashMap<>();
    for (CellResult cell : run.cells()) {
      Info card = run.cards().get(cell.method());
      if (card != null && cell.status() == CellResult.Status.OK) {
        anchors.putIfAbsent(place(card.name(), cell), new Anchor(run.folder(cell)));
      }
    }
    for (CellResult cell : run.cells()) {
      if (cell.status() == CellResult.Status.OK) {
        String name =
            Optional.ofNullable(run.cards().get(cell.method())).map(Info::name).orElse("");
        score(
            new Anchor(run.folder(cell)),
            name.equals(Anchors.ORIGINAL),
            Optional.ofNullable(anchors.get(place(Anchors.ORIGINAL, cell))),
            Optional.ofNullable(anchors.get(place(Anchors.RETRAIN, cell))));
      }
    }
    StoredRun scored = StoredRun.open(root);
    RunsFile.write(new RunLayout(root).runs(), scored.experiment(), scored.cells());
  }

  private static String place(String name, CellResult cell) {
    return name + "\n" + cell.dataset() + "\n" + cell.seed();
  }

  private void score(
      Anchor cell, boolean isOriginal, Optional<Anchor> original, Optional<Anchor> retrained)
      throws IOException {
    StoredCell stored = cell.stored();
    Fingerprint inputs = new Fingerprint("scored/1").add("cell", cell.identity());
    inputs.add("original", original.isPresent() ? original.get().identity() : "");
    inputs.add("retrained", retrained.isPresent() ? retrained.get().identity() : "");
    metrics.forEach(metric -> inputs.add("metric", metric.column() + "=" + metric.name()));
    String scored = inputs.hex();
    if (scored.equals(stored.scored())) {
      return;
    }
    CellResult result = stored.result();
    // Original unlearns nothing, so there is no time to compare with Retrained's.
    double retrainSeconds =
        retrained.isPresent() && !isOriginal ? retrained.get().unlearnSeconds() : Double.NaN;
    Metric.Input input =
        new Metric.Input(
            cell.outputs(),
            original.isPresent() ? Optional.of(original.get().outputs()) : Optional.empty(),
            retrained.isPresent() ? Optional.of(retrained.get().outputs()) : Optional.empty(),
            cell.unlearnSeconds(),
            retrainSeconds,
            WeightDistances.find(RunLayout.artefacts(cell.folder)),
            RelearnCurve.find(RunLayout.artefacts(cell.folder)));
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      if (metric.appliesTo(input)) {
        values.put(metric.column(), metric.compute(input));
      }
    }
    CellResult valued =
        new CellResult(
            result.dataset(),
            result.method(),
            result.title(),
            result.seed(),
            result.status(),
            result.reason(),
            values,
            result.seconds(),
            result.parameters());
    new StoredCell(stored.key(), stored.task(), scored, valued, stored.environment())
        .write(cell.folder);
  }

  /** A finished cell that metrics look at; read when first needed. */
  private static final class Anchor {
    private final Path folder;
    private StoredCell stored;
    private String identity;
    private Map<Split, SplitOutputs> outputs;

    Anchor(Path folder) {
      this.folder = folder;
    }

    StoredCell stored() throws IOException {
      if (stored == null) {
        stored = StoredCell.read(folder);
      }
      return stored;
    }

    double unlearnSeconds() throws IOException {
      return stored().result().seconds().getOrDefault("unlearn", Double.NaN);
    }

    /** Changes with the outputs, the time, and what was seen inside the model. */
    String identity() throws IOException {
      if (identity == null) {
        String hash = Fingerprint.ofFile(RunLayout.outputs(folder));
        identity = stored().key() + " " + hash + " " + unlearnSeconds() + probes();
      }
      return identity;
    }

    private String probes() throws IOException {
      StringBuilder hashes = new StringBuilder();
      for (String name : List.of(WeightDistances.FILE, RelearnCurve.FILE)) {
        Path file = RunLayout.artefacts(folder).resolve(name);
        hashes.append(Files.exists(file) ? " " + name + " " + Fingerprint.ofFile(file) : "");
      }
      return hashes.toString();
    }

    Map<Split, SplitOutputs> outputs() throws IOException {
      if (outputs == null) {
        outputs = OutputsFile.read(RunLayout.outputs(folder), stored().task().orElseThrow());
      }
      return outputs;
    }
  }
}
