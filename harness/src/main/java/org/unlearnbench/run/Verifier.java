package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredCell;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.extension.Extensions;

/** Makes cells of a run again from its stored configuration, originals included, and compares. */
public final class Verifier {
  private final Extensions extensions;
  private final Places places;
  private final RunProgress progress;

  /**
   * A verifier.
   *
   * @param places of the decoded images and plug-ins; nothing else in them is used
   */
  public Verifier(Extensions extensions, Places places, RunProgress progress) {
    this.extensions = extensions;
    this.places = places;
    this.progress = progress;
  }

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
      List<String> notes) {}

  /**
   * Verifies a run.
   *
   * @param most how many cells at most, spread over the plan
   */
  public Findings verify(Path root, int most) throws IOException, InterruptedException {
    StoredRun run = StoredRun.open(root);
    RunLayout stored = new RunLayout(root);
    Experiment experiment =
        new ExperimentReader(extensions.vocabulary()).read(stored.config(), Overrides.none());
    List<LoadedData> data = LoadedData.all(experiment, extensions, places.dataCache());
    CellKeys keys =
        new CellKeys(experiment, extensions, new CodeFingerprint(), NativePlatform.key());
    Plan plan = Plan.of(experiment, data, keys);
    List<PlannedCell> chosen = spread(finished(run, plan), most);
    if (chosen.isEmpty()) {
      throw new InputException(root + ": has no finished cell to verify");
    }
    Executor executor = LocalExecutor.ofThisProcess(experiment.threads(), 0);
    plan.reserve(executor, extensions).ifPresent(progress::note);
    Path work = Files.createTempDirectory("unlearnbench-verify-");
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
      executor.execute(
          new Jobs(extensions, elsewhere, host).of(again, plan, chosen),
          new CellKeeper(again, plan, extensions, progress));
      return compare(stored, again, chosen);
    } finally {
      progress.close();
      AtomicFiles.deleteFolder(work);
    }
  }

  private static List<PlannedCell> finished(StoredRun run, Plan plan) {
    List<PlannedCell> finished = new ArrayList<>();
    for (PlannedCell cell : plan.cells()) {
      boolean ok =
          run.cells().stream()
              .anyMatch(
                  result ->
                      result.status() == CellResult.Status.OK
                          && result.dataset().equals(cell.dataset().label())
                          && result.method().equals(cell.method().label())
                          && result.seed() == cell.seed());
      if (ok) {
        finished.add(cell);
      }
    }
    return finished;
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

  private static Findings compare(RunLayout stored, RunLayout again, List<PlannedCell> chosen)
      throws IOException {
    List<String> names = new ArrayList<>();
    Map<String, String> keys = new LinkedHashMap<>();
    List<Difference> differences = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (PlannedCell cell : chosen) {
      String dataset = cell.dataset().label();
      String method = cell.method().label();
      Path before = stored.cell(dataset, method, cell.seed());
      names.add(cell.toString());
      String key = StoredCell.read(before).key();
      keys.put(cell.toString(), key);
      if (!key.equals(cell.key())) {
        notes.add(cell + ": was made by other code, data or libraries than those here");
      }
      differences.addAll(
          CellComparison.of(cell.toString(), before, again.cell(dataset, method, cell.seed())));
    }
    return new Findings(names, keys, differences, notes);
  }
}
