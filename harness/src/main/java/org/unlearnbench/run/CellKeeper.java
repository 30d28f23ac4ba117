package org.unlearnbench.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.TrainingCurve;
import org.unlearnbench.run.cell.Job;

/** Follows cells while they are made: shows progress, files logs, records lost cells as failed. */
final class CellKeeper implements Executor.CellListener {
  private final RunLayout layout;
  private final Plan plan;
  private final RunProgress progress;
  private final Map<CellId, Long> started = new HashMap<>();

  CellKeeper(RunLayout layout, Plan plan, RunProgress progress) {
    this.layout = layout;
    this.plan = plan;
    this.progress = progress;
  }

  @Override
  public void started(CellId cell) {
    started.put(cell, System.nanoTime());
    progress.progress(cell.path(), "start", 0, 1);
  }

  @Override
  public void progress(CellId cell, String phase, int done, int total) {
    progress.progress(cell.path(), phase, done, total);
  }

  @Override
  public void ended(CellId cell) throws IOException {
    CellLogs.moveIntoPlace(layout, cell);
    Cell result = Cell.read(layout.cell(cell));
    progress.ended(
        cell.path(), result.ok() ? "ok in " + seconds(cell) : "failed: " + result.reason());
    TrainingCurve.find(RunLayout.artefacts(layout.cell(cell)))
        .ifPresent(
            curve ->
                curve
                    .warnings()
                    .forEach(warning -> note("warning: " + cell.path() + ": " + warning)));
  }

  @Override
  public void lost(Job job, PlannedCell cell, String reason) throws IOException {
    job.fail(
        cell, plan.title(cell), plan.method(cell).values().recorded(), plan.plugIns(cell), reason);
    CellLogs.moveIntoPlace(layout, cell.id());
    progress.ended(cell.id().path(), "failed: " + reason);
  }

  @Override
  public void note(String line) {
    progress.note(line);
  }

  private String seconds(CellId cell) {
    Long start = started.get(cell);
    double seconds = start == null ? Double.NaN : Math.max(0, System.nanoTime() - start) / 1e9;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
