package org.unlearnbench.run;

import java.io.IOException;
import org.unlearnbench.run.cell.Job;

/** Passes on what several workers report, one call at a time. */
final class SerialListener implements Executor.CellListener {
  private final Executor.CellListener listener;

  SerialListener(Executor.CellListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void started(Job job, Job.Cell cell) throws IOException {
    listener.started(job, cell);
  }

  @Override
  public synchronized void progress(Job job, Job.Cell cell, String phase, int done, int total) {
    listener.progress(job, cell, phase, done, total);
  }

  @Override
  public synchronized void ended(Job job, Job.Cell cell) throws IOException {
    listener.ended(job, cell);
  }

  @Override
  public synchronized void lost(Job job, Job.Cell cell, String reason) throws IOException {
    listener.lost(job, cell, reason);
  }
}
