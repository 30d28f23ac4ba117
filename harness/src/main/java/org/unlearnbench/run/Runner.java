package org.unlearnbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ExperimentWriter;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.Fault;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.ReportedFiles;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.RunRecord;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.cell.ModelStore;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;

/**
 * Brings a run directory up to date with an experiment: makes the cells that are missing, failed or
 * made from something else, scores them, writes the reports.
 */
public final class Runner {
  /** Longest name of a run, and the digits in it that tell it from others. */
  private static final int MAX_NAME = 64;

  private static final int HASH_DIGITS = 8;

  private final Extensions extensions;
  private final Places places;
  private final RunProgress progress;
  private final Executor executor;
  private volatile boolean stopped;

  /**
   * How a run ended.
   *
   * @param results all cells of the plan that are there, with what this process made
   * @param done cells made by this process
   */
  public record Outcome(StoredRun results, int done) {
    /** The run directory. */
    public Path run() {
      return results.path();
    }

    /** Failed cells of the plan, each with its reason. */
    public List<String> failed() {
      return results.cells().stream()
          .filter(cell -> !cell.ok())
          .map(cell -> cell.id().path() + " failed: " + cell.reason())
          .toList();
    }
  }

  Runner(Extensions extensions, Places places, RunProgress progress, Executor executor) {
    this.extensions = extensions;
    this.places = places;
    this.progress = progress;
    this.executor = executor;
  }

  /**
   * A runner whose workers are processes on this machine.
   *
   * @param workers how many may run side by side; 0: as many as processors and memory allow
   * @param timeout how long a worker may give no sign of life; zero: for ever
   * @throws InputException if the backend cannot be used
   */
  public static Runner local(
      Extensions extensions,
      Places places,
      RunProgress progress,
      Experiment experiment,
      int workers,
      Duration timeout)
      throws IOException, InterruptedException {
    Executor executor = LocalExecutor.ofThisProcess(experiment.threads(), workers, timeout);
    return new Runner(extensions, places, progress, executor);
  }

  /** Ends all work at once; what is finished stays. May be called by any thread. */
  public void stop() {
    stopped = true;
    executor.stop();
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopped() {
    return stopped;
  }

  /**
   * Runs what has to be run. What a directory of that name holds is only added to: what is asked
   * for joins it, or goes to a directory of its own.
   *
   * @param fresh true: everything again, originals included
   * @throws InputException if the run directory is in use, or memory does not do
   */
  public Outcome run(Experiment asked, boolean fresh) throws IOException, InterruptedException {
    Experiment experiment = placed(asked);
    Instant started = Instant.now();
    long clock = System.nanoTime();
    RunLayout layout = new RunLayout(places.run(experiment.name()));
    Plan.requireFiles(asked, extensions);
    List<LoadedData> data = LoadedData.all(experiment, extensions, places.dataCache());
    try (RunLock lock = new RunLock(layout, executor::stop)) {
      CellKeys keys =
          new CellKeys(experiment, extensions, new CodeFingerprint(), NativePlatform.key());
      Plan plan = Plan.of(experiment, extensions, data, keys);
      Leftovers.sweep(layout, places);
      StoredRun stored = StoredRun.inspect(layout, plan.stored(), true);
      Pending pending = Pending.of(stored, plan, asked, fresh);
      Optional<String> shortage =
          pending.cells().isEmpty() ? Optional.empty() : plan.reserve(executor);
      writePlan(layout, plan, pending.cells());
      Anchors.warnings(experiment.methods()).forEach(line -> progress.note("warning: " + line));
      shortage.ifPresent(progress::note);
      stored.faults().stream()
          .filter(fault -> fault.cell().isEmpty())
          .forEach(fault -> progress.note("note: " + fault.text() + ": written again"));
      pending.notes().forEach(progress::note);
      tellOfLogs(stored, pending.cells());
      Map<String, String> host = HostInfo.describe(places.home());
      if (!pending.cells().isEmpty()) {
        execute(layout, plan, pending.cells(), fresh, host);
        lock.require();
        dropVerification(layout, pending.cells());
      }
      StoredRun results = StoredRun.inspect(layout.root(), false).sound();
      if (!stopped) {
        double seconds = Math.max(0, System.nanoTime() - clock) / 1e9;
        results = finish(results, new Provenance(layout, plan), host, started, seconds);
      }
      return new Outcome(results, pending.cells().size());
    } finally {
      progress.close();
    }
  }

  /**
   * What is asked for together with what its directory holds; where they conflict, under a name of
   * its own that ends in a hash of what is different.
   */
  private Experiment placed(Experiment asked) throws IOException {
    RunLayout layout = new RunLayout(places.run(asked.name()));
    if (!Files.exists(layout.config())) {
      return asked;
    }
    List<String> conflicts;
    try {
      Experiment stored = new ExperimentReader(extensions.vocabulary()).stored(layout.config());
      conflicts = stored.conflicts(asked);
      if (conflicts.isEmpty()) {
        return stored.joined(asked);
      }
    } catch (InputException e) {
      conflicts = List.of(e.problems().get(0));
    }
    String hash = new Sha256().add(String.join("\n", conflicts)).hex().substring(0, HASH_DIGITS);
    int most = MAX_NAME - HASH_DIGITS - 1;
    String start = asked.name().substring(0, Math.min(most, asked.name().length()));
    Experiment own = asked.named(start + "-" + hash);
    progress.note(
        "note: %s holds another configuration, other than %s%s; this one goes to %s"
            .formatted(
                layout.root(),
                conflicts.get(0),
                conflicts.size() == 1 ? "" : " and " + (conflicts.size() - 1) + " more",
                places.run(own.name())));
    return placed(own);
  }

  /** Scores the results and makes their reports, where that is not done or was undone. */
  private StoredRun finish(
      StoredRun results,
      Provenance provenance,
      Map<String, String> host,
      Instant started,
      double seconds)
      throws IOException {
    RunRecord record = new RunRecord(results.layout());
    ReportedFiles reports = new ReportedFiles(results.layout());
    List<Fault> damaged = reports.faults();
    boolean intact = results.faults().stream().allMatch(fault -> fault.cell().isPresent());
    boolean current = intact && provenance.isCurrent();
    if (current && damaged.isEmpty() && reports.areOf(record.results(results.planned()))) {
      return results;
    }
    damaged.forEach(fault -> progress.note("note: " + fault.text() + ": made again"));
    reports.begin();
    Scorer scorer = new Scorer(extensions);
    scorer.missing(results).forEach(progress::note);
    StoredRun scored = scorer.score(results);
    if (!(intact && provenance.isCurrent())) {
      provenance.write(host, started, seconds, scored);
    }
    report(scored);
    reports.made(record.results(results.planned()));
    return scored;
  }

  /** What was said of cells that are made again does not hold any more. */
  private void dropVerification(RunLayout layout, List<PlannedCell> made) throws IOException {
    if (Files.exists(layout.verification())) {
      String text = new String(Files.readAllBytes(layout.verification()), StandardCharsets.UTF_8);
      if (made.stream().anyMatch(cell -> text.contains("\"" + cell.id().path() + "\""))) {
        Files.delete(layout.verification());
        progress.note(
            "note: " + layout.verification() + " spoke of cells that were made again: removed");
      }
    }
  }

  /**
   * Writes what is to be done.
   *
   * @param made cells that will be made: nothing is vouched for that is about to change
   */
  private void writePlan(RunLayout layout, Plan plan, List<PlannedCell> made) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    texts.put(layout.config(), configuration(layout, plan));
    texts.put(layout.plan(), plan.stored().text());
    List<Path> changing = new ArrayList<>();
    for (Map.Entry<Path, String> file : texts.entrySet()) {
      if (!AtomicFiles.holds(file.getKey(), file.getValue())) {
        changing.add(file.getKey());
      }
    }
    for (PlannedCell cell : made) {
      changing.add(RunLayout.result(layout.cell(cell.id())));
      changing.add(RunLayout.log(layout.cell(cell.id())));
    }
    if (!changing.isEmpty()) {
      forget(layout, changing);
    }
    for (Map.Entry<Path, String> file : texts.entrySet()) {
      AtomicFiles.writeIfNew(file.getKey(), file.getValue());
    }
  }

  /** A log that is gone can only be told of, once: no result depends on it. */
  private void tellOfLogs(StoredRun stored, List<PlannedCell> made) throws IOException {
    Set<CellId> again = made.stream().map(PlannedCell::id).collect(Collectors.toSet());
    List<Path> logs = new ArrayList<>();
    for (Fault fault : stored.faults()) {
      if (fault.isOfLog() && !again.contains(fault.cell().orElseThrow())) {
        progress.note("note: " + fault.text() + "; no result depends on it");
        logs.add(fault.file());
      }
    }
    if (!logs.isEmpty()) {
      forget(stored.layout(), logs);
    }
  }

  private static void forget(RunLayout layout, List<Path> changing) throws IOException {
    try {
      new RunRecord(layout).forget(changing);
    } catch (InputException damaged) {
      Files.delete(layout.provenance()); // it was said that it is written again
    }
  }

  private String configuration(RunLayout layout, Plan plan) {
    return new ExperimentWriter(extensions.vocabulary(), layout.root(), places.home())
        .write(plan.experiment(), plan.plugIns());
  }

  private void execute(
      RunLayout layout, Plan plan, List<PlannedCell> cells, boolean fresh, Map<String, String> host)
      throws IOException, InterruptedException {
    ModelStore models = new ModelStore(places.originals());
    TreeSet<String> missing = new TreeSet<>();
    for (PlannedCell cell : cells) {
      Plan.References references = plan.references(cell);
      if (fresh) {
        models.delete(references.original());
        AtomicFiles.deleteFolder(places.checkpoint(references.original()));
        AtomicFiles.deleteFolder(places.checkpoint(cell.key()));
        for (PlannedCell retrained : references.retrained()) {
          if (plan.experiment().probes().weightDistance()
              || retrained.method().equals(cell.method())) {
            models.delete(retrained.key());
            AtomicFiles.deleteFolder(places.checkpoint(retrained.key()));
          }
        }
      }
      if (!fresh) {
        dropDamaged(models, references.original(), "Original");
        for (PlannedCell retrained : references.retrained()) {
          dropDamaged(models, retrained.key(), "Retrained");
        }
      }
      if (plan.needsOriginal(cell) && !models.has(references.original())) {
        missing.add(references.original());
      }
    }
    progress.begin(cells.size(), missing.size());
    executor.execute(plan.jobs(cells, places, host), new CellKeeper(layout, plan, progress));
  }

  private void dropDamaged(ModelStore models, String key, String name) throws IOException {
    Optional<String> fault = models.fault(key);
    if (fault.isPresent()) {
      progress.note("note: the stored " + name + " is not used: " + fault.get() + ": made again");
      models.delete(key);
    }
  }

  private void report(StoredRun run) throws IOException {
    if (run.cells().isEmpty()) {
      return;
    }
    for (Publisher publisher : extensions.publishers()) {
      publisher.write(List.of(run), run.path());
    }
  }

  /**
   * The cells to make.
   *
   * @param cells in plan order
   * @param notes what the user should know about cells that are there already
   */
  record Pending(List<PlannedCell> cells, List<String> notes) {

    static Pending of(StoredRun stored, Plan plan, Experiment asked, boolean fresh) {
      Map<CellId, String> damaged = new HashMap<>();
      for (Fault fault : stored.faults()) {
        if (fault.cell().isPresent() && !fault.isOfLog()) {
          damaged.putIfAbsent(fault.cell().get(), fault.text());
        }
      }
      Map<CellId, Cell> there = new HashMap<>();
      stored.cells().forEach(cell -> there.put(cell.id(), cell));
      List<PlannedCell> cells = new ArrayList<>();
      Map<String, Integer> reasons = new LinkedHashMap<>();
      for (PlannedCell cell : plan.cells()) {
        boolean wanted = asked.asksFor(cell.dataset(), cell.method(), cell.seed());
        Optional<Reason> reason =
            fresh && wanted
                ? Optional.of(Reason.NEW)
                : Reason.of(stored, cell.id(), there.get(cell.id()), damaged.get(cell.id()));
        if (wanted && reason.isPresent()) {
          cells.add(cell);
        }
        if (reason.isPresent() && !reason.get().what.isEmpty()) {
          String then = wanted ? reason.get().then : "left out, as not asked for here";
          reasons.merge(reason.get().what + ": " + then, 1, Integer::sum);
        }
      }
      List<String> notes = new ArrayList<>();
      reasons.forEach(
          (reason, count) ->
              notes.add("note: " + count + (count == 1 ? " cell " : " cells ") + reason));
      return new Pending(cells, notes);
    }

    /**
     * Why a cell has to be made.
     *
     * @param what is the matter with it; empty if it never was there
     * @param then what is done about it
     */
    private record Reason(String what, String then) {
      private static final Reason NEW = new Reason("", "");

      static Optional<Reason> of(StoredRun stored, CellId id, Cell cell, String damage) {
        if (damage != null) {
          return Optional.of(new Reason("damaged (" + damage + ")", "made again"));
        }
        if (cell != null) {
          return cell.ok()
              ? Optional.empty()
              : Optional.of(new Reason("failed before", "tried again"));
        }
        if (stored.missing().gone().contains(id)) {
          return Optional.of(new Reason("made once and gone", "made again"));
        }
        return Files.exists(RunLayout.result(stored.layout().cell(id)))
            ? Optional.of(new Reason("made from another configuration, data or code", "made again"))
            : Optional.of(NEW);
      }
    }
  }
}
