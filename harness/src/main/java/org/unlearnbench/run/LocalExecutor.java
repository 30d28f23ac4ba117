package org.unlearnbench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.cell.WorkerMessage;

/**
 * Does jobs in worker processes on this machine, one at a time. A worker does all cells of its job;
 * if it dies, the cell it was at is lost and a new worker goes on with the next.
 */
final class LocalExecutor implements Executor {
  private static final int SIGNALLED = 128;
  private static final int INTERRUPT = SIGNALLED + 2;
  private static final int TERMINATE = SIGNALLED + 15;

  private final WorkerCommand command;
  private final int threads;
  private final Object lock = new Object();
  private Process process;
  private boolean stopped;

  LocalExecutor(WorkerCommand command, int threads) {
    this.command = command;
    this.threads = threads;
  }

  @Override
  public void execute(List<Job> jobs, CellListener listener)
      throws IOException, InterruptedException {
    for (Job job : jobs) {
      List<Job.Cell> rest = job.cells();
      while (!rest.isEmpty() && !isStopped()) {
        rest = work(job.with(rest), listener);
      }
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      stopped = true;
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** An executor with the class path, native library and memory of this process. */
  static LocalExecutor ofThisProcess(int threads) {
    return new LocalExecutor(WorkerCommand.ofThisProcess(), threads);
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  /** Lets one worker do what it can; returns the cells that still have to be done. */
  private List<Job.Cell> work(Job job, CellListener listener)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("unlearnbench-job-", ".json");
    try (CellLogs logs = new CellLogs(job)) {
      job.write(file);
      Process started;
      synchronized (lock) {
        if (stopped) {
          return List.of();
        }
        started = command.process(file, job.home(), threads).start();
        process = started;
      }
      Conversation conversation = new Conversation(job, logs, listener);
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          conversation.hear(line);
        }
      } catch (IOException e) {
        // The stream of a process that is destroyed may end like this.
        if (!isStopped()) {
          throw e;
        }
      }
      int exit = started.waitFor();
      if (endedByUser(exit)) {
        return List.of();
      }
      return conversation.end(exit);
    } finally {
      stopWorker();
      Files.deleteIfExists(file);
    }
  }

  /** Leaves no worker behind, whatever happened here. */
  private void stopWorker() {
    synchronized (lock) {
      if (process != null) {
        process.destroyForcibly();
        process = null;
      }
    }
  }

  /**
   * A terminal sends its interrupt to workers too, so a worker may end before this process is told
   * to stop; then that is about to happen.
   */
  private boolean endedByUser(int exit) throws InterruptedException {
    for (int i = 0; i < 20 && !isStopped() && (exit == INTERRUPT || exit == TERMINATE); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return isStopped();
  }

  /** What one worker says, and what follows from it. */
  private static final class Conversation {
    private final Job job;
    private final CellLogs logs;
    private final CellListener listener;
    private final List<Job.Cell> rest;
    private Optional<Job.Cell> current = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private boolean any;

    Conversation(Job job, CellLogs logs, CellListener listener) {
      this.job = job;
      this.logs = logs;
      this.listener = listener;
      this.rest = new ArrayList<>(job.cells());
    }

    void hear(String line) throws IOException {
      Optional<WorkerMessage> message = WorkerMessage.parse(line);
      if (message.isEmpty()) {
        logs.line(line);
        return;
      }
      switch (message.get().kind()) {
        case STARTED -> {
          any = true;
          current = Optional.of(cell(message.get().cell()));
          logs.begin(current.get());
          listener.started(job, current.get());
        }
        case PROGRESS ->
            listener.progress(
                job,
                cell(message.get().cell()),
                message.get().text(),
                message.get().done(),
                message.get().total());
        case OK, FAILED -> {
          Job.Cell ended = cell(message.get().cell());
          logs.end();
          rest.remove(ended);
          current = Optional.empty();
          listener.ended(job, ended);
        }
        case REFUSED -> refusal = Optional.of(message.get().text());
      }
    }

    private Job.Cell cell(String method) throws IOException {
      return job.cells().stream()
          .filter(cell -> cell.method().equals(method))
          .findFirst()
          .orElseThrow(() -> new IOException("a worker speaks of the cell '" + method + "'"));
    }

    List<Job.Cell> end(int exit) throws IOException {
      logs.end();
      boolean hopeless = refusal.isPresent() || !any;
      List<Job.Cell> lost = hopeless ? List.copyOf(rest) : current.map(List::of).orElse(List.of());
      String reason = refusal.orElse(describe(exit));
      for (Job.Cell cell : lost) {
        rest.remove(cell);
        listener.lost(job, cell, reason);
      }
      if (lost.isEmpty() && exit == 0 && !rest.isEmpty()) {
        throw new IOException("a worker ended without a word about " + rest);
      }
      return rest;
    }

    private static String describe(int exit) {
      return exit > SIGNALLED
          ? "the worker was killed by signal " + (exit - SIGNALLED)
          : "the worker ended with exit code " + exit;
    }
  }
}
