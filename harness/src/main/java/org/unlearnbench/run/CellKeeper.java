package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.unlearnbench.config.Component;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredCell;
import org.unlearnbench.run.cell.FailedCell;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.extension.Extensions;

/** Follows cells while they are made: shows progress, files logs, records lost cells as failed. */
final class CellKeeper implements Executor.CellListener {
  private final RunLayout layout;
  private final Plan plan;
  private final Extensions extensions;
  private final RunProgress progress;
  private final Map<String, Long> started = new HashMap<>();

  CellKeeper(RunLayout layout, Plan plan, Extensions extensions, RunProgress progress) {
    this.layout = layout;
    this.plan = plan;
    this.extensions = extensions;
    this.progress = progress;
  }

  @Override
  public void started(Job job, Job.Cell cell) {
    started.put(name(job, cell), System.nanoTime());
    progress.progress(name(job, cell), "start", 0, 1);
  }

  @Override
  public void progress(Job job, Job.Cell cell, String phase, int done, int total) {
    progress.progress(name(job, cell), phase, done, total);
  }

  @Override
  public void ended(Job job, Job.Cell cell) throws IOException {
    CellLogs.moveIntoPlace(layout, job, cell);
    Path folder = layout.cell(job.dataset(), cell.method(), job.seed());
    CellResult result = StoredCell.read(folder).result();
    boolean ok = result.status() == CellResult.Status.OK;
    progress.ended(
        name(job, cell), ok ? "ok in " + seconds(job, cell) : "failed: " + result.reason());
  }

  @Override
  public void lost(Job job, Job.Cell cell, String reason) throws IOException {
    Component method =
        plan.experiment().methods().stream()
            .filter(planned -> planned.label().equals(cell.method()))
            .findFirst()
            .orElseThrow();
    String title = method.title(extensions.methods().get(method.name()).info());
    FailedCell.write(job, cell, title, method.values().asMap(), reason);
    CellLogs.moveIntoPlace(layout, job, cell);
    progress.ended(name(job, cell), "failed: " + reason);
  }

  private String seconds(Job job, Job.Cell cell) {
    Long start = started.get(name(job, cell));
    double seconds = start == null ? Double.NaN : (System.nanoTime() - start) / 1e9;
    return String.format(java.util.Locale.ROOT, "%.1f s", seconds);
  }

  private static String name(Job job, Job.Cell cell) {
    return job.dataset() + "/" + cell.method() + "/seed-" + job.seed();
  }
}
