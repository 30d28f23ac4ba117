package org.unlearnbench.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.ProcessFolder;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.cell.WorkerMessage;
import org.unlearnbench.run.memory.MachineMemory;
import org.unlearnbench.run.memory.WorkerNeed;
import org.unlearnbench.run.memory.Workforce;

/**
 * Does jobs in worker processes on this machine, several side by side: results depend on the
 * threads inside a worker, never on how many workers there are. A worker does all cells of its job;
 * if it dies, the cell it was at is lost and a new worker goes on with the next. One that hangs is
 * ended, and its cell tried once more.
 */
final class LocalExecutor implements Executor {
  private static final int SIGNALLED = 128;
  private static final int INTERRUPT = SIGNALLED + 2;
  private static final int TERMINATE = SIGNALLED + 15;

  /** How long the processors are looked at, and how much of one may be taken by passing things. */
  private static final int LOOK_MILLIS = 200;

  private static final double SPARE = 0.5;

  private final int threads;
  private final MachineMemory machine;
  private final int wanted;
  private final Duration timeout;
  private WorkerCommand command;
  private int workers;
  private final Object lock = new Object();
  private final Set<Process> processes = new HashSet<>();
  private boolean stopped;

  /**
   * @param command starts a worker, with limits that stay unless {@link #reserve} sets others
   * @param threads native threads of each worker
   * @param workers how many may run side by side
   * @param timeout how long a worker may give no sign of life; zero: for ever
   */
  LocalExecutor(
      WorkerCommand command, int threads, int workers, MachineMemory machine, Duration timeout) {
    this.command = command;
    this.threads = threads;
    this.wanted = workers;
    this.workers = workers;
    this.machine = machine;
    this.timeout = timeout;
  }

  @Override
  public Optional<String> reserve(WorkerNeed need) throws InputException {
    OptionalLong available = machine.availableMegabytes();
    if (available.isEmpty()) {
      return Optional.empty();
    }
    Workforce force = Workforce.of(wanted, need, available.getAsLong());
    workers = force.workers();
    command = command.with(force.limits());
    return force.note();
  }

  /** How workers are started. */
  WorkerCommand command() {
    return command;
  }

  @Override
  public void execute(List<Job> jobs, CellListener listener)
      throws IOException, InterruptedException {
    int atOnce = Math.min(workers, jobs.size());
    Queue<Job> queue =
        new ConcurrentLinkedQueue<>(jobs.stream().map(job -> job.beside(atOnce)).toList());
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    CompletionService<Void> lanes = new ExecutorCompletionService<>(pool);
    boolean complete = false;
    try {
      for (int i = 0; i < workers; i++) {
        lanes.submit(
            () -> {
              for (Job job = queue.poll(); job != null; job = queue.poll()) {
                work(job, listener);
              }
              return null;
            });
      }
      for (int i = 0; i < workers; i++) {
        lanes.take().get();
      }
      complete = true;
    } catch (ExecutionException e) {
      throwAsItIs(e.getCause());
    } finally {
      if (!complete) {
        stop(); // so that cells of the other workers count as not made, not as failed
      }
      pool.shutdownNow();
      pool.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static void throwAsItIs(Throwable cause) throws IOException, InterruptedException {
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    throw new IllegalStateException(cause);
  }

  private void work(Job job, CellListener listener) throws IOException, InterruptedException {
    List<PlannedCell> rest = job.cells();
    Set<PlannedCell> hung = new HashSet<>();
    while (!rest.isEmpty() && !isStopped()) {
      rest = oneWorker(job.with(rest), listener, hung);
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      stopped = true;
    }
    endWorkers();
  }

  /** Leaves no worker behind, whatever happened here. */
  private void endWorkers() {
    synchronized (lock) {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /**
   * An executor with the class path, backend and native library of this process.
   *
   * @param workers how many may run side by side; 0: as many as processors and memory allow, one on
   *     a card
   * @param timeout how long a worker may give no sign of life; zero: for ever
   * @throws InputException if the backend cannot be used
   */
  static LocalExecutor ofThisProcess(int threads, int workers, Duration timeout)
      throws IOException, InterruptedException {
    MachineMemory machine = new MachineMemory();
    WorkerCommand command = WorkerCommand.ofThisProcess(machine);
    BackendCheck.require(command);
    int processors =
        command.backend() == Backend.CPU ? Runtime.getRuntime().availableProcessors() : 1;
    int wanted = workers > 0 ? workers : Math.max(1, processors / threads);
    LocalExecutor executor = new LocalExecutor(command, threads, wanted, machine, timeout);
    if (workers == 0) {
      executor.workers = Workforce.ofUnknownNeed(wanted, machine.availableMegabytes());
    }
    return executor;
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  /**
   * Lets one worker do what it can; returns the cells that still have to be done.
   *
   * @param hung cells that a worker hung at before; this one's is added
   */
  private List<PlannedCell> oneWorker(Job job, CellListener listener, Set<PlannedCell> hung)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile(ProcessFolder.current(), "unlearnbench-job-", ".json");
    file.toFile().deleteOnExit(); // an interrupt ends this process without what follows
    Process started = null;
    try (CellLogs logs = new CellLogs(job.layout())) {
      job.write(file);
      boolean crowded = threads > 1 && isCrowded();
      synchronized (lock) {
        if (stopped) {
          return List.of();
        }
        started = command.process(file, job.places().home(), threads, crowded).start();
        processes.add(started);
      }
      Conversation conversation = new Conversation(job, logs, listener, hung);
      WorkerProcess worker = new WorkerProcess(started, logs);
      Optional<String> hangs = worker.follow(conversation, new Patience(timeout, System::nanoTime));
      int exit = worker.exit();
      if (endedByUser(exit)) {
        return List.of();
      }
      return conversation.end(exit, hangs);
    } finally {
      end(started);
      Files.deleteIfExists(file);
    }
  }

  /** Whether a worker's threads will not have a processor each. */
  private boolean isCrowded() throws InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads * workers > processors) {
      return true;
    }
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      return false;
    }
    system.getCpuLoad(); // it tells of the time since it was asked before
    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    int own;
    synchronized (lock) {
      own = processes.size() * threads;
    }
    double taken = Math.max(own, system.getCpuLoad() * processors);
    return taken + threads > processors + SPARE;
  }

  private void end(Process worker) {
    if (worker != null) {
      worker.destroyForcibly();
      synchronized (lock) {
        processes.remove(worker);
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

  /** What one worker says, and what follows from it; all of them share the listener. */
  private static final class Conversation implements WorkerProcess.Listener {
    private final Job job;
    private final CellLogs logs;
    private final CellListener listener;
    private final Set<PlannedCell> hung;
    private final List<PlannedCell> rest;
    private Optional<PlannedCell> current = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private boolean any;

    Conversation(Job job, CellLogs logs, CellListener listener, Set<PlannedCell> hung) {
      this.job = job;
      this.logs = logs;
      this.listener = listener;
      this.hung = hung;
      this.rest = new ArrayList<>(job.cells());
    }

    @Override
    public void warn(String about) {
      synchronized (listener) {
        listener.note(subject() + ": " + about);
      }
    }

    /** The cell a worker is at; its next one while it loads. */
    private String subject() {
      return current.orElse((rest.isEmpty() ? job.cells() : rest).get(0)).id().path();
    }

    @Override
    public void hear(WorkerMessage message) throws IOException {
      synchronized (listener) {
        take(message);
      }
    }

    private void take(WorkerMessage message) throws IOException {
      switch (message.kind()) {
        case STARTED -> {
          any = true;
          current = Optional.of(cell(message.cell()));
          logs.begin(current.get().id());
          listener.started(current.get().id());
        }
        case PROGRESS ->
            listener.progress(
                cell(message.cell()).id(), message.text(), message.done(), message.total());
        case OK, FAILED -> {
          PlannedCell ended = cell(message.cell());
          logs.end();
          rest.remove(ended);
          current = Optional.empty();
          listener.ended(ended.id());
        }
        case REFUSED -> refusal = Optional.of(message.text());
        case ALIVE -> {
          // heard by who waits
        }
      }
    }

    private PlannedCell cell(String method) throws IOException {
      return job.cells().stream()
          .filter(cell -> cell.method().equals(method))
          .findFirst()
          .orElseThrow(() -> new IOException("a worker speaks of the cell '" + method + "'"));
    }

    /**
     * The worker ended.
     *
     * @param hangs why it was ended
     * @return cells for another worker
     */
    List<PlannedCell> end(int exit, Optional<String> hangs) throws IOException {
      boolean hopeless = refusal.isPresent() || !any || (hangs.isPresent() && current.isEmpty());
      List<PlannedCell> lost =
          hopeless ? List.copyOf(rest) : current.map(List::of).orElse(List.of());
      if (hangs.isPresent() && hung.addAll(lost)) {
        String again = hangs.get() + ": ended, and tried once more";
        warn(again);
        logs.line(again);
        return rest;
      }
      String reason =
          refusal.orElse(hangs.map(why -> why + ", twice").orElseGet(() -> describe(exit)));
      if (current.isEmpty() && !lost.isEmpty()) {
        logs.begin(lost.get(0).id()); // what was printed before tells why
      }
      logs.end();
      for (PlannedCell cell : lost) {
        rest.remove(cell);
        synchronized (listener) {
          listener.lost(job, cell, reason);
        }
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
