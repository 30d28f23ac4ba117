package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.ProcessFolder;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.Fault;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.ReportedFiles;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredPlan;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;

/** Makes cells of a run again from its stored configuration, originals included, and compares. */
public final class Verifier {
  private static final String AS_MADE = "as it was made";

  private final Extensions extensions;
  private final Places places;
  private final RunProgress progress;
  private final Duration timeout;
  private volatile Runnable stopping = () -> {};

  /**
   * A verifier.
   *
   * @param places of the decoded images and plug-ins; nothing else in them is used
   * @param timeout how long a worker may give no sign of life; zero: for ever
   */
  public Verifier(Extensions extensions, Places places, RunProgress progress, Duration timeout) {
    this.extensions = extensions;
    this.places = places;
    this.progress = progress;
    this.timeout = timeout;
  }

  /**
   * One thing that came out differently when a cell was made again.
   *
   * @param cell {@code dataset/method/seed-n}
   * @param what file and place in it
   * @param stored what the run directory has
   * @param now what came out
   */
  public record Difference(String cell, String what, String stored, String now) {}

  /**
   * What verification found.
   *
   * @param cells cells made again
   * @param keys key of the stored cell by cell: should it be made from something else one day, the
   *     findings are not about it
   * @param differences what differed
   * @param notes what the user should know before believing it
   */
  public record Findings(
      List<String> cells,
      Map<String, String> keys,
      List<Difference> differences,
      List<String> notes) {
    /** Stands for the cell where a difference is the run's own. */
    public static final String RUN = "run";
  }

  /**
   * Verifies a run.
   *
   * @param most how many cells at most, spread over the plan
   */
  public Findings verify(Path root, int most) throws IOException, InterruptedException {
    RunLayout layout = new RunLayout(root);
    requireRun(layout);
    Experiment experiment = new ExperimentReader(extensions.vocabulary()).stored(layout.config());
    List<LoadedData> data = LoadedData.all(experiment, extensions, places.dataCache());
    CellKeys keys =
        new CellKeys(experiment, extensions, new CodeFingerprint(), NativePlatform.key());
    Plan plan = Plan.of(experiment, extensions, data, keys);
    List<Difference> differences = new ArrayList<>();
    StoredRun run = StoredRun.inspect(layout, plan(layout, plan, differences), true);
    differences.addAll(faults(run));
    Map<CellId, Cell> finished = new HashMap<>();
    run.cells().stream().filter(Cell::ok).forEach(cell -> finished.put(cell.id(), cell));
    List<PlannedCell> chosen =
        spread(plan.cells().stream().filter(c -> finished.containsKey(c.id())).toList(), most);
    if (chosen.isEmpty()) {
      throw new InputException(root + ": has no finished cell to verify");
    }
    Executor executor = LocalExecutor.ofThisProcess(experiment.threads(), 0, timeout);
    stopping = executor::stop;
    plan.reserve(executor).ifPresent(progress::note);
    Path work = Files.createTempDirectory(ProcessFolder.current(), "unlearnbench-verify-");
    try {
      Places elsewhere =
          new Places(
              places.home(),
              work.resolve("runs"),
              places.dataCache(),
              work.resolve("originals"),
              places.plugins());
      RunLayout again = new RunLayout(elsewhere.run(experiment.name()));
      Map<String, String> host = HostInfo.describe(places.home());
      progress.begin(chosen.size(), 0);
      executor.execute(plan.jobs(chosen, elsewhere, host), new CellKeeper(again, plan, progress));
      differences.addAll(metrics(run));
      List<String> notes = new ArrayList<>(new Scorer(extensions).missing(run));
      notes.addAll(plugIns(run, plan, chosen));
      return compare(run, again, chosen, finished, differences, notes);
    } finally {
      progress.close();
      AtomicFiles.deleteFolder(work);
    }
  }

  /** Which jars made the cells that are made again by others here, a line for each. */
  private static List<String> plugIns(StoredRun run, Plan plan, List<PlannedCell> chosen) {
    Map<CellId, List<PlugIn>> here = new HashMap<>();
    chosen.forEach(cell -> here.put(cell.id(), plan.plugIns(cell)));
    Set<String> notes = new LinkedHashSet<>();
    for (Cell cell : run.cells()) {
      List<PlugIn> now = here.getOrDefault(cell.id(), List.of());
      for (PlugIn then : here.containsKey(cell.id()) ? cell.plugIns().orElse(now) : now) {
        for (PlugIn own : now) {
          boolean same = own.kind().equals(then.kind()) && own.name().equals(then.name());
          if (same && !own.sha256().equals(then.sha256())) {
            String what = own.kind() + (own.name().isEmpty() ? "" : " '" + own.name() + "'");
            notes.add(
                "the %s was made with %s, and is of %s here"
                    .formatted(what, then.text(), own.text()));
          }
        }
      }
    }
    return List.copyOf(notes);
  }

  /** Ends all work at once, so that nothing is written any more. May be called by any thread. */
  public void stop() {
    stopping.run();
  }

  private static void requireRun(RunLayout layout) throws InputException {
    if (!Files.isDirectory(layout.root())) {
      throw new InputException(layout.root(), "no such folder, expected a run directory");
    }
    if (!Files.exists(layout.plan())) {
      throw new InputException(layout.root(), "is no run directory: it has no plan.json");
    }
  }

  /** The stored plan, or where that is damaged, what the configuration gives. */
  private static StoredPlan plan(RunLayout layout, Plan plan, List<Difference> differences)
      throws IOException {
    try {
      return StoredPlan.read(layout.plan());
    } catch (InputException e) {
      String said = e.problems().get(0).replace(layout.plan() + ": ", "");
      differences.add(new Difference(Findings.RUN, "plan.json", said, AS_MADE));
      return plan.stored();
    }
  }

  /** What is not as it was made, of the run and of what was made of its results, and is missing. */
  private static List<Difference> faults(StoredRun run) throws IOException {
    List<Fault> faults = new ArrayList<>(run.faults());
    faults.addAll(new ReportedFiles(run.layout()).faults());
    List<Difference> differences = new ArrayList<>();
    for (Fault fault : faults) {
      Path folder = fault.cell().map(run.layout()::cell).orElse(run.path());
      String what = folder.relativize(fault.file()).toString();
      String cell = fault.cell().map(CellId::path).orElse(Findings.RUN);
      differences.add(new Difference(cell, what, fault.problem(), AS_MADE));
    }
    for (CellId cell : run.missing().gone()) {
      differences.add(new Difference(cell.path(), "result.json", "made once and gone", AS_MADE));
    }
    return differences;
  }

  private static List<PlannedCell> spread(List<PlannedCell> cells, int most) {
    if (cells.size() <= most) {
      return cells;
    }
    List<PlannedCell> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(cells.get((int) ((long) i * cells.size() / most)));
    }
    return chosen;
  }

  private static Findings compare(
      StoredRun run,
      RunLayout again,
      List<PlannedCell> chosen,
      Map<CellId, Cell> finished,
      List<Difference> differences,
      List<String> notes)
      throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    run.missing().text().ifPresent(notes::add);
    if (!run.hasChecksums()) {
      notes.add("made before checksums: damage to files that are not made again cannot be seen");
    }
    for (PlannedCell cell : chosen) {
      String name = cell.id().path();
      Cell before = finished.get(cell.id());
      keys.put(name, before.key());
      boolean sameCode = before.key().equals(cell.key());
      if (!sameCode) {
        notes.add(name + ": was made by other code, data or libraries than those here");
      }
      compared(run.folder(before), again.cell(cell.id()), name).stream()
          // Newer code may leave artefacts that the run's did not.
          .filter(found -> sameCode || !found.stored().equals(CellComparison.ABSENT))
          .forEach(differences::add);
    }
    return new Findings(List.copyOf(keys.keySet()), keys, differences, notes);
  }

  /** What differs; a file that cannot be read any more does. */
  private static List<Difference> compared(Path stored, Path now, String name) throws IOException {
    try {
      return CellComparison.of(stored, now);
    } catch (InputException e) {
      return List.of(new Difference(name, "files", e.problems().get(0), AS_MADE));
    }
  }

  /**
   * Computes the metrics of every finished cell again from its stored outputs, those whose
   * definition is still the one they were computed by.
   */
  private List<Difference> metrics(StoredRun run) throws IOException {
    Map<String, String> definitions = new HashMap<>();
    run.metrics().forEach(card -> definitions.put(card.column(), card.info().name()));
    Set<String> same = new TreeSet<>();
    for (Metric metric : extensions.metrics()) {
      if (metric.name().equals(definitions.get(metric.column()))) {
        same.add(metric.column());
      }
    }
    StoredRun readable = run.readable();
    // What is compared with a cell that is not there cannot be computed; that it is not, is said.
    boolean whole =
        run.missing().text().isEmpty() && readable.cells().size() == run.planned().size();
    // A cell that says nothing of what it was scored from is scored.
    List<Cell> unscored =
        readable.cells().stream().map(cell -> cell.scored("", cell.metrics())).toList();
    StoredRun valued = new Scorer(extensions).scored(readable.scored(unscored, run.metrics()));
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < readable.cells().size(); i++) {
      Cell stored = readable.cells().get(i);
      Map<String, Double> now = valued.cells().get(i).metrics();
      for (String column : same) {
        String before = String.valueOf(stored.metrics().get(column));
        String after = String.valueOf(now.get(column));
        boolean computed = whole || (now.containsKey(column) && !Double.isNaN(now.get(column)));
        if (stored.ok() && computed && !before.equals(after)) {
          String what = "result.json metrics." + column;
          differences.add(new Difference(stored.id().path(), what, before, after));
        }
      }
    }
    return differences;
  }
}
