package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ExperimentWriter;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LockFile;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunLayout;
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
  private static final String NOT_ASKED = ": left out, as not asked for here";

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
    List<LoadedData> data = LoadedData.all(experiment, extensions, places.dataCache());
    try (LockFile lock = lock(layout)) {
      assert lock != null;
      CellKeys keys =
          new CellKeys(experiment, extensions, new CodeFingerprint(), NativePlatform.key());
      Plan plan = Plan.of(experiment, extensions, data, keys);
      Leftovers.sweep(layout);
      Pending pending = Pending.of(layout, plan, asked, fresh);
      Optional<String> shortage =
          pending.cells().isEmpty() ? Optional.empty() : plan.reserve(executor);
      writePlan(layout, plan);
      Anchors.warnings(experiment.methods()).forEach(line -> progress.note("warning: " + line));
      shortage.ifPresent(progress::note);
      pending.notes().forEach(progress::note);
      Map<String, String> host = HostInfo.describe(places.home());
      if (!pending.cells().isEmpty()) {
        execute(layout, plan, pending.cells(), fresh, host);
        dropVerification(layout, pending.cells());
      }
      StoredRun results = StoredRun.open(layout.root());
      Provenance provenance = new Provenance(layout, plan);
      if (!stopped && !(provenance.isCurrent() && provenance.isReported())) {
        Scorer scorer = new Scorer(extensions);
        scorer.missing(results).forEach(progress::note);
        results = scorer.score(results);
        if (!provenance.isCurrent()) {
          provenance.write(host, started, (System.nanoTime() - clock) / 1e9);
        }
        report(results);
        provenance.markReported();
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

  /** What was said of cells that are made again does not hold any more. */
  private void dropVerification(RunLayout layout, List<PlannedCell> made) throws IOException {
    if (Files.exists(layout.verification())) {
      String text = Files.readString(layout.verification());
      if (made.stream().anyMatch(cell -> text.contains("\"" + cell.id().path() + "\""))) {
        Files.delete(layout.verification());
        progress.note(
            "note: " + layout.verification() + " spoke of cells that were made again: removed");
      }
    }
  }

  private static LockFile lock(RunLayout layout) throws IOException {
    return LockFile.tryHold(layout.lock())
        .orElseThrow(
            () ->
                new InputException(
                    layout.root() + ": another run is writing here; wait for it, or use --out"));
  }

  private void writePlan(RunLayout layout, Plan plan) throws IOException {
    String config =
        new ExperimentWriter(extensions.vocabulary(), layout.root(), places.home())
            .write(plan.experiment(), plan.plugIns());
    AtomicFiles.writeIfNew(layout.config(), config);
    AtomicFiles.writeIfNew(layout.plan(), plan.stored().text());
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
        if (references.retrained().isPresent()) {
          models.delete(references.retrained().get().key());
        }
      }
      if (plan.needsOriginal(cell) && !models.has(references.original())) {
        missing.add(references.original());
      }
    }
    progress.begin(cells.size(), missing.size());
    executor.execute(plan.jobs(cells, places, host), new CellKeeper(layout, plan, progress));
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

    static Pending of(RunLayout layout, Plan plan, Experiment asked, boolean fresh) {
      List<PlannedCell> cells = new ArrayList<>();
      Map<String, Integer> reasons = new LinkedHashMap<>();
      for (PlannedCell cell : plan.cells()) {
        boolean wanted = asked.asksFor(cell.dataset(), cell.method(), cell.seed());
        Optional<String> reason = fresh && wanted ? Optional.of("") : reason(layout, cell);
        if (!wanted) {
          reason
              .filter(why -> !why.isEmpty())
              .ifPresent(why -> reasons.merge(why.replaceFirst(":.*", NOT_ASKED), 1, Integer::sum));
        } else if (reason.isPresent()) {
          cells.add(cell);
          reasons.merge(reason.get(), 1, Integer::sum);
        }
      }
      List<String> notes = new ArrayList<>();
      reasons.forEach(
          (reason, count) -> {
            if (!reason.isEmpty()) {
              notes.add("note: " + count + (count == 1 ? " cell " : " cells ") + reason);
            }
          });
      return new Pending(cells, notes);
    }

    /** Why a cell has to be made; nothing if it is there, an empty text if it never was. */
    private static Optional<String> reason(RunLayout layout, PlannedCell cell) {
      Path folder = layout.cell(cell.id());
      if (!Files.exists(RunLayout.result(folder))) {
        return Optional.of("");
      }
      try {
        Cell stored = Cell.read(folder);
        if (!stored.key().equals(cell.key())) {
          return Optional.of("made from another configuration, data or code: made again");
        }
        return stored.ok() ? Optional.empty() : Optional.of("failed before: tried again");
      } catch (IOException e) {
        return Optional.of("damaged (" + e.getMessage() + "): made again");
      }
    }
  }
}
