package org.unlearnbench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.cell.Worker;
import org.unlearnbench.run.cell.WorkerMessage;
import org.unlearnbench.run.memory.WorkerNeed;

/** Does jobs in this very process: fast, and shows that the executor can be exchanged. */
final class InProcessExecutor implements Executor {
  private final Consumer<String> progress;

  InProcessExecutor() {
    this(phase -> {});
  }

  /**
   * @param progress hears the phase of every unit of work that is over
   */
  InProcessExecutor(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public Optional<String> reserve(WorkerNeed need) {
    return Optional.empty();
  }

  @Override
  public void execute(List<Job> jobs, CellListener listener) {
    for (Job job : jobs) {
      int exit = Worker.work(job, message -> tell(job, message, listener));
      if (exit != 0) {
        throw new IllegalStateException("the worker gave up");
      }
    }
  }

  private void tell(Job job, WorkerMessage message, CellListener listener) {
    PlannedCell cell =
        job.cells().stream()
            .filter(c -> c.method().equals(message.cell()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(message.text()));
    try {
      switch (message.kind()) {
        case STARTED -> listener.started(cell.id());
        case PROGRESS -> {
          listener.progress(cell.id(), message.text(), message.done(), message.total());
          progress.accept(message.text());
        }
        case OK, FAILED -> listener.ended(cell.id());
        case REFUSED -> throw new IllegalStateException(message.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("nothing to stop from outside");
  }
}
