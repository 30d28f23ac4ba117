package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredCell;

/** Puts a cell in place that says why it failed; what it left behind so far is kept with it. */
public final class FailedCell {
  private FailedCell() {}

  /**
   * Writes the failed cell.
   *
   * @param title the method's title
   * @param parameters the method's settings
   * @param reason one line
   */
  public static void write(
      Job job, Job.Cell cell, String title, Map<String, Object> parameters, String reason)
      throws IOException {
    RunLayout layout = new RunLayout(job.run());
    Path staging = layout.staging(job.dataset(), cell.method(), job.seed());
    CellResult result =
        new CellResult(
            job.dataset(),
            cell.method(),
            title,
            job.seed(),
            CellResult.Status.FAILED,
            reason,
            Map.of(),
            Map.of(),
            parameters);
    new StoredCell(cell.key(), Optional.empty(), "", result, job.environment()).write(staging);
    AtomicFiles.replaceFolder(staging, layout.cell(job.dataset(), cell.method(), job.seed()));
  }
}
