package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.ModelScores;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.RunRecord;
import org.unlearnbench.result.RunsFile;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.result.WeightDistances;
import org.unlearnbench.run.extension.Extensions;

/**
 * Computes the metrics of a run directory from stored outputs, and writes them into the cells and
 * {@code runs.csv}. A cell is scored again only if something its metrics look at, or their code,
 * has changed.
 */
public final class Scorer {
  private static final String UNLEARN = "unlearn";

  private final List<Metric> metrics;
  private final List<PlugIn> plugIns;

  /** A scorer with the metrics of the project and of plug-ins. */
  public Scorer(Extensions extensions) {
    this(
        extensions.metrics(),
        extensions.plugIns().stream().filter(p -> p.kind().equals(PlugIn.METRIC)).toList());
  }

  /** A scorer with metrics none of which comes from a plug-in. */
  public Scorer(List<Metric> metrics) {
    this(metrics, List.of());
  }

  private Scorer(List<Metric> metrics, List<PlugIn> plugIns) {
    this.metrics = metrics;
    this.plugIns = plugIns;
  }

  /**
   * Scores all cells of a run.
   *
   * @return the run with its metrics
   * @throws org.unlearnbench.io.InputException if {@code root} is no run directory, or a file in it
   *     is damaged
   */
  public StoredRun score(StoredRun run) throws IOException {
    StoredRun scored = scored(run);
    RunRecord record = new RunRecord(run.layout());
    List<Path> changed = new ArrayList<>();
    for (int i = 0; i < run.cells().size(); i++) {
      Cell cell = scored.cells().get(i);
      if (cell != run.cells().get(i)) {
        changed.add(RunLayout.result(run.folder(cell)));
      }
    }
    if (!MetricCard.says(run.layout().metrics(), scored.metrics())) {
      changed.add(run.layout().metrics());
    }
    if (!changed.isEmpty()) {
      record.forget(changed);
      for (Cell cell : scored.cells()) {
        if (changed.contains(RunLayout.result(run.folder(cell)))) {
          cell.write(run.folder(cell));
        }
      }
      MetricCard.write(run.layout().metrics(), scored.metrics());
      record.vouch(changed, run.planned());
    }
    RunsFile.write(run.layout().runs(), run.experiment(), scored.cells());
    return scored;
  }

  /** Scores all cells of a run as {@link #score} does, and writes nothing. */
  public StoredRun scored(StoredRun run) throws IOException {
    String version = version();
    Map<String, Anchor> anchors = new HashMap<>();
    for (Cell cell : run.cells()) {
      String name = name(run, cell);
      if (cell.ok() && (name.equals(Anchors.ORIGINAL) || name.equals(Anchors.RETRAIN))) {
        anchors.putIfAbsent(place(name, cell), new Anchor(run.folder(cell), cell));
      }
    }
    List<Cell> scored =
        InParallel.map(run.cells(), cell -> cell.ok() ? score(run, cell, anchors, version) : cell);
    return run.scored(scored, metrics.stream().map(Metric::card).toList());
  }

  /** Of the metrics and of their code: stored values are of no other. */
  private String version() throws IOException {
    CodeFingerprint code = new CodeFingerprint();
    Sha256 version = new Sha256().add("metrics/1");
    for (Metric metric : metrics) {
      version.add(metric.column(), metric.name());
      version.add("code", code.of(metric.getClass()));
    }
    for (PlugIn plugIn : plugIns) {
      version.add("plug-in", plugIn.toString());
    }
    return version.hex();
  }

  /**
   * What people should know of a run that is scored without a plug-in it was scored with, a line
   * for each.
   */
  public List<String> missing(StoredRun run) {
    Set<String> installed = new HashSet<>();
    metrics.forEach(metric -> installed.add(metric.column()));
    Set<String> lines = new LinkedHashSet<>();
    for (Cell cell : run.cells()) {
      for (PlugIn plugIn : cell.plugIns().orElse(List.of())) {
        if (plugIn.kind().equals(PlugIn.METRIC) && !installed.contains(plugIn.name())) {
          lines.add(
              "note: the metric '%s' was computed by %s, which is not here: left out; give its folder with --plugins DIR"
                  .formatted(plugIn.name(), plugIn.text()));
        }
      }
    }
    return List.copyOf(lines);
  }

  private static String name(StoredRun run, Cell cell) {
    Info card = run.cards().get(cell.method());
    return card == null ? "" : card.name();
  }

  private static String place(String name, Cell cell) {
    return name + "\n" + cell.dataset() + "\n" + cell.seed();
  }

  private Cell score(StoredRun run, Cell cell, Map<String, Anchor> anchors, String version)
      throws IOException {
    Optional<Anchor> original = Optional.ofNullable(anchors.get(place(Anchors.ORIGINAL, cell)));
    Optional<Anchor> retrained = Optional.ofNullable(anchors.get(place(Anchors.RETRAIN, cell)));
    Anchor own =
        Stream.concat(original.stream(), retrained.stream())
            .filter(anchor -> anchor.cell == cell)
            .findFirst()
            .orElseGet(() -> new Anchor(run.folder(cell), cell));
    Sha256 inputs = new Sha256().add("scored/1").add("cell", own.identity());
    inputs.add("original", original.isPresent() ? original.get().identity() : "");
    inputs.add("retrained", retrained.isPresent() ? retrained.get().identity() : "");
    inputs.add("metrics", version);
    String scored = inputs.hex();
    if (scored.equals(cell.scored())) {
      return cell;
    }
    // Original unlearns nothing, so there is no time to compare with Retrained's.
    double retrainSeconds =
        retrained.isPresent() && !name(run, cell).equals(Anchors.ORIGINAL)
            ? retrained.get().unlearnSeconds()
            : Double.NaN;
    Path artefacts = RunLayout.artefacts(own.folder);
    Metric.Input input =
        new Metric.Input(
            own.scores(),
            original.isPresent() ? Optional.of(original.get().scores()) : Optional.empty(),
            retrained.isPresent() ? Optional.of(retrained.get().scores()) : Optional.empty(),
            own.unlearnSeconds(),
            retrainSeconds,
            cell.cost(UNLEARN),
            retrained.flatMap(anchor -> anchor.cell.cost(UNLEARN)),
            WeightDistances.find(artefacts),
            RelearnCurve.find(artefacts));
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      if (metric.appliesTo(input)) {
        values.put(metric.column(), value(metric, input, own));
      }
    }
    return with(cell.scored(scored, values), values.keySet());
  }

  /** A cell that says which plug-ins the metrics in it are from. */
  private Cell with(Cell cell, Set<String> columns) {
    List<PlugIn> known = cell.plugIns().orElse(List.of());
    List<PlugIn> now =
        Stream.concat(
                known.stream().filter(plugIn -> !plugIn.kind().equals(PlugIn.METRIC)),
                plugIns.stream().filter(plugIn -> columns.contains(plugIn.name())))
            .toList();
    return cell.plugIns().isEmpty() && now.isEmpty() || now.equals(known) ? cell : cell.with(now);
  }

  private static double value(Metric metric, Metric.Input input, Anchor of) throws InputException {
    try {
      return metric.compute(input);
    } catch (IllegalArgumentException e) {
      // Outputs that each can be read may still be of different images.
      throw new InputException(
          RunLayout.outputs(of.folder), "no " + metric.column() + " of it: " + e.getMessage());
    }
  }

  /**
   * A finished cell that metrics look at; read when first needed, and what follows from its outputs
   * computed once for all cells that are compared with it, by any thread.
   */
  private static final class Anchor {
    private final Path folder;
    private final Cell cell;
    private String identity;
    private ModelScores scores;

    Anchor(Path folder, Cell cell) {
      this.folder = folder;
      this.cell = cell;
    }

    /** Other cells made beside it slow a cell down, nobody knows how much. */
    double unlearnSeconds() {
      boolean beside = cell.environment().containsKey(Cell.WORKERS) && !cell.alone();
      return beside ? Double.NaN : cell.seconds().getOrDefault(UNLEARN, Double.NaN);
    }

    /** Changes with the outputs, time and cost, and what was seen inside the model. */
    synchronized String identity() throws IOException {
      if (identity == null) {
        String hash = Sha256.ofFile(RunLayout.outputs(folder));
        identity = cell.key() + " " + hash + " " + unlearnSeconds() + probes();
        identity += cell.cost(UNLEARN).map(cost -> " " + cost).orElse("");
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
            new ModelScores(OutputsFile.read(RunLayout.outputs(folder), cell.task().orElseThrow()));
      }
      return scores;
    }
  }
}
