package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;

/**
 * A run directory on disk. Cells whose key is not the plan's are not part of it. What is read is
 * held against the checksums that were kept with it.
 */
public final class StoredRun implements RunDirectory {
  private static final String FREE_SOURCE = "cmu-faces";

  private final RunLayout layout;
  private final StoredPlan plan;
  private final List<Cell> cells;
  private final List<MetricCard> metrics;
  private final Findings findings;
  private final Map<String, Protocol> protocols = new HashMap<>();
  private final Set<String> free;

  /**
   * What came to light when a run was opened.
   *
   * @param faults files that are not as they were made
   * @param missing cells of the plan that are not there
   * @param recorded the checksums in its provenance; absent if that has none
   */
  private record Findings(List<Fault> faults, MissingCells missing, Optional<Checksums> recorded) {}

  private StoredRun(
      RunLayout layout,
      StoredPlan plan,
      List<Cell> cells,
      List<MetricCard> metrics,
      Findings findings,
      Set<String> free) {
    this.layout = layout;
    this.plan = plan;
    this.cells = List.copyOf(cells);
    this.metrics = List.copyOf(metrics);
    this.findings = findings;
    this.free = free;
  }

  /**
   * Opens a run directory to use what is in it.
   *
   * @throws InputException if it is none, or a file that results rest on is not as it was made
   */
  public static StoredRun open(Path root) throws IOException {
    StoredRun run = inspect(root, false);
    List<String> faults =
        run.faults().stream().filter(fault -> !fault.beside()).map(Fault::text).toList();
    if (!faults.isEmpty()) {
      Problems problems = new Problems();
      problems.addAll(faults);
      problems.throwIfAny();
    }
    return run;
  }

  /**
   * Opens a run directory to see what is in it: cells that cannot be read are left out, and {@link
   * #faults} tells of all that is wrong.
   *
   * @param all whether kept models are looked at, too, which takes time and reports do not read
   * @throws InputException if it is none, or its plan is damaged
   */
  public static StoredRun inspect(Path root, boolean all) throws IOException {
    RunLayout layout = new RunLayout(root);
    if (!Files.isDirectory(root)) {
      String found =
          Files.exists(root) ? "is no folder" : InputException.noFile(root, "no such folder");
      throw new InputException(root, found + ", expected a run directory");
    }
    if (!Files.exists(layout.plan())) {
      throw new InputException(root, "is no run directory: it has no plan.json");
    }
    return inspect(layout, StoredPlan.read(layout.plan()), all);
  }

  /** The same with another plan than the one that is stored. */
  public static StoredRun inspect(RunLayout layout, StoredPlan plan, boolean all)
      throws IOException {
    Inspection inspection = Inspection.of(layout, plan, all);
    return new StoredRun(
        layout,
        plan,
        inspection.cells(),
        inspection.metrics(),
        new Findings(inspection.faults(), inspection.missing(), inspection.recorded()),
        free(layout));
  }

  /** The same run without the cells that have a fault; they count as not there. */
  public StoredRun sound() {
    return without(faults().stream().filter(fault -> !fault.isOfLog()).toList());
  }

  /** The same run without the cells whose outputs or artefacts have a fault. */
  public StoredRun readable() {
    return without(
        faults().stream()
            .filter(f -> !f.isOfLog() && !f.file().endsWith(RunLayout.result(Path.of(""))))
            .toList());
  }

  private StoredRun without(List<Fault> faults) {
    Set<CellId> faulty = new LinkedHashSet<>();
    faults.forEach(fault -> fault.cell().ifPresent(faulty::add));
    List<CellId> unmade = new ArrayList<>(missing().unmade());
    cells.stream().map(Cell::id).filter(faulty::contains).forEach(unmade::add);
    return new StoredRun(
        layout,
        plan,
        cells.stream().filter(cell -> !faulty.contains(cell.id())).toList(),
        metrics,
        new Findings(
            faults(),
            new MissingCells(missing().planned(), unmade, missing().gone()),
            findings.recorded),
        free);
  }

  /** What in it is not as it was made, the run's own files first. */
  public List<Fault> faults() {
    return findings.faults;
  }

  @Override
  public MissingCells missing() {
    return findings.missing;
  }

  @Override
  public Map<Path, String> damaged() {
    Map<Path, String> damaged = new LinkedHashMap<>();
    faults().forEach(fault -> damaged.putIfAbsent(fault.file(), fault.text()));
    return damaged;
  }

  /** Whether it has checksums to be held against; runs of old have none. */
  public boolean hasChecksums() {
    return findings.recorded.isPresent();
  }

  /** Whether it was finished before there were checksums, so that damage to it cannot be seen. */
  public boolean isOfOld() {
    return !hasChecksums() && Files.exists(layout.provenance());
  }

  /** Cells that are there, of which its provenance does not say anything yet. */
  public List<CellId> unrecorded() {
    RunRecord record = new RunRecord(layout);
    return findings.recorded.stream()
        .flatMap(
            known ->
                cells.stream()
                    .filter(
                        cell ->
                            !known.files().containsKey(record.name(RunLayout.result(folder(cell)))))
                    .map(Cell::id))
        .toList();
  }

  /** The same run with its cells scored by {@code by}. */
  public StoredRun scored(List<Cell> valued, List<MetricCard> by) {
    return new StoredRun(layout, plan, valued, by, findings, free);
  }

  /** Where its files are. */
  public RunLayout layout() {
    return layout;
  }

  /** The cells it consists of, be they there or not. */
  public List<PlannedCell> planned() {
    return plan.cells();
  }

  @Override
  public Path path() {
    return layout.root();
  }

  @Override
  public String experiment() {
    return plan.experiment();
  }

  @Override
  public List<Cell> cells() {
    return cells;
  }

  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell) throws IOException {
    return outputs(cell, EnumSet.allOf(Split.class));
  }

  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell, Set<Split> wanted) throws IOException {
    Path folder = folder(cell);
    if (cell.task().isEmpty() || !cell.ok()) {
      throw new InputException(folder, "has no outputs: " + cell.reason());
    }
    return OutputsFile.read(RunLayout.outputs(folder), cell.task().get(), wanted);
  }

  @Override
  public Path folder(Cell cell) {
    return layout.cell(cell.id());
  }

  @Override
  public String rankingMetric() {
    return plan.ranking();
  }

  @Override
  public List<MetricCard> metrics() {
    return metrics;
  }

  @Override
  public Map<String, Info> cards() {
    return plan.cards();
  }

  @Override
  public List<SplitOverlap> overlaps(Cell cell) {
    return data(cell).shared();
  }

  @Override
  public Map<Split, Integer> images(Cell cell) {
    return data(cell).images();
  }

  /** Read once for each data set. */
  @Override
  public synchronized Protocol protocol(Cell cell) throws IOException {
    Protocol known = protocols.get(cell.dataset());
    if (known == null) {
      known = Protocol.of(layout, cell.dataset());
      protocols.put(cell.dataset(), known);
    }
    return known;
  }

  /** Runs of old do not say: they may where the source is one whose images are free. */
  @Override
  public boolean imagesMayBeShown(Cell cell) {
    return data(cell).imagesMayBeShown().orElseGet(() -> free.contains(cell.dataset()));
  }

  private static Set<String> free(RunLayout layout) throws IOException {
    Set<String> free = new HashSet<>();
    Map<?, ?> config;
    try {
      config = Protocol.config(layout.config());
    } catch (InputException damaged) {
      return free; // named where it is read for what it says
    }
    if (config.get("data") instanceof List<?> sets) {
      for (Object set : sets) {
        if (set instanceof Map<?, ?> settings
            && FREE_SOURCE.equals(settings.get("source"))
            && !Boolean.FALSE.equals(settings.get(Vocabulary.SHOW_IMAGES))) {
          free.add(String.valueOf(Protocol.label(settings)));
        }
      }
    }
    return free;
  }

  private StoredPlan.Data data(Cell cell) {
    return plan.data().getOrDefault(cell.dataset(), StoredPlan.Data.UNKNOWN);
  }

  @Override
  public Selection tunedOn(Cell cell) {
    return plan.tunedOn();
  }
}
