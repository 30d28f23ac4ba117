package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.ModelScores;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.MetricsFile;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.RunsFile;
import org.unlearnbench.result.StoredCell;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.result.WeightDistances;

/**
 * Computes the metrics of a run directory from stored outputs, and writes them into the cells and
 * {@code runs.csv}. A cell is scored again only if something its metrics look at, or their code,
 * has changed.
 */
public final class Scorer {
  private final List<Metric> metrics;

  public Scorer(List<Metric> metrics) {
    this.metrics = metrics;
  }

  /**
   * Scores all cells of the plan that are there.
   *
   * @return the run with its metrics
   * @throws org.unlearnbench.io.InputException if {@code root} is no run directory, or a file in it
   *     is damaged
   */
  public StoredRun score(Path root) throws IOException {
    String version = version();
    StoredRun run = StoredRun.open(root);
    Map<String, Anchor> anchors = new HashMap<>();
    List<CellResult> finished =
        run.cells().stream().filter(cell -> cell.status() == CellResult.Status.OK).toList();
    for (CellResult cell : finished) {
      String name = name(run, cell);
      if (name.equals(Anchors.ORIGINAL) || name.equals(Anchors.RETRAIN)) {
        anchors.putIfAbsent(place(name, cell), new Anchor(run.folder(cell)));
      }
    }
    InParallel.map(
        finished,
        cell -> {
          Optional<Anchor> original =
              Optional.ofNullable(anchors.get(place(Anchors.ORIGINAL, cell)));
          Optional<Anchor> retrained =
              Optional.ofNullable(anchors.get(place(Anchors.RETRAIN, cell)));
          Path folder = run.folder(cell);
          Anchor own =
              Stream.concat(original.stream(), retrained.stream())
                  .filter(anchor -> anchor.folder.equals(folder))
                  .findFirst()
                  .orElseGet(() -> new Anchor(folder));
          score(own, name(run, cell).equals(Anchors.ORIGINAL), original, retrained, version);
          return cell;
        });
    RunLayout layout = new RunLayout(root);
    MetricsFile.write(layout.metrics(), metrics.stream().map(Metric::card).toList());
    StoredRun scored = StoredRun.open(root);
    RunsFile.write(layout.runs(), scored.experiment(), scored.cells());
    return scored;
  }

  /** Of the metrics and of their code: stored values are of no other. */
  private String version() throws IOException {
    CodeFingerprint code = new CodeFingerprint();
    Sha256 version = new Sha256().add("metrics/1");
    for (Metric metric : metrics) {
      version.add(metric.column(), metric.name());
      version.add("code", code.of(metric.getClass()));
    }
    return version.hex();
  }

  private static String name(StoredRun run, CellResult cell) {
    Info card = run.cards().get(cell.method());
    return card == null ? "" : card.name();
  }

  private static String place(String name, CellResult cell) {
    return name + "\n" + cell.dataset() + "\n" + cell.seed();
  }

  private void score(
      Anchor cell,
      boolean isOriginal,
      Optional<Anchor> original,
      Optional<Anchor> retrained,
      String version)
      throws IOException {
    StoredCell stored = cell.stored();
    Sha256 inputs = new Sha256().add("scored/1").add("cell", cell.identity());
    inputs.add("original", original.isPresent() ? original.get().identity() : "");
    inputs.add("retrained", retrained.isPresent() ? retrained.get().identity() : "");
    inputs.add("metrics", version);
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
            cell.scores(),
            original.isPresent() ? Optional.of(original.get().scores()) : Optional.empty(),
            retrained.isPresent() ? Optional.of(retrained.get().scores()) : Optional.empty(),
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

  /**
   * A finished cell that metrics look at; read when first needed, and what follows from its outputs
   * computed once for all cells that are compared with it, by any thread.
   */
  private static final class Anchor {
    private final Path folder;
    private StoredCell stored;
    private String identity;
    private ModelScores scores;

    Anchor(Path folder) {
      this.folder = folder;
    }

    synchronized StoredCell stored() throws IOException {
      if (stored == null) {
        stored = StoredCell.read(folder);
      }
      return stored;
    }

    double unlearnSeconds() throws IOException {
      return stored().result().seconds().getOrDefault("unlearn", Double.NaN);
    }

    /** Changes with the outputs, the time, and what was seen inside the model. */
    synchronized String identity() throws IOException {
      if (identity == null) {
        String hash = Sha256.ofFile(RunLayout.outputs(folder));
        identity = stored().key() + " " + hash + " " + unlearnSeconds() + probes();
      }
      return identity;
    }

    private String probes() throws IOException {
      StringBuilder hashes = new StringBuilder();
      for (String name : List.of(WeightDistances.FILE, RelearnCurve.FILE)) {
        Path file = RunLayout.artefacts(folder).resolve(name);
        hashes.append(Files.exists(file) ? " " + name + " " + Sha256.ofFile(file) : "");
      }
      return hashes.toString();
    }

    synchronized ModelScores scores() throws IOException {
      if (scores == null) {
        scores =
            new ModelScores(
                OutputsFile.read(RunLayout.outputs(folder), stored().task().orElseThrow()));
      }
      return scores;
    }
  }
}
