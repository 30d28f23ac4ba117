package org.unlearnbench.run.cell;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.io.InputException;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.run.extension.Extensions;

/**
 * A worker process: {@code java .. org.unlearnbench.run.cell.Worker JOB.json}. Its environment
 * (threads, memory, native library) is its parent's business. Messages go to a channel, see {@link
 * WorkerMessage}; all that is printed is for the log.
 */
public final class Worker {
  /**
   * Set by a parent that holds the worker's standard input open as long as it lives, and sends a
   * byte for every message that {@link WorkerMessage.Kind#isAnswered}.
   */
  public static final String WATCH_PARENT = "unlearnbench.worker.watch-parent";

  /** Where messages go: a file, such as {@code /dev/fd/3}. */
  public static final String CHANNEL = "unlearnbench.worker.channel";

  /** The phase in which a cell trains Original because it is not stored yet. */
  public static final String TRAIN_ORIGINAL = "train original";

  /** Exit code after running out of memory: the remaining cells need a new process. */
  private static final int EXHAUSTED = 3;

  private static final int HEARTBEAT_MILLIS = 1000;

  /** Share of a processor below which a process is not at work. */
  private static final double IDLE = 0.005;

  private final Job job;
  private final Consumer<WorkerMessage> parent;

  private Worker(Job job, Consumer<WorkerMessage> parent) {
    this.job = job;
    this.parent = parent;
  }

  /**
   * Does a job in this process.
   *
   * @param parent hears what becomes of the cells
   * @return exit code for the process: 0 all cells were tried, else another one must do the rest
   */
  public static int work(Job job, Consumer<WorkerMessage> parent) {
    return new Worker(job, parent).run();
  }

  public static void main(String[] arguments) throws IOException {
    OutputStream file = new FileOutputStream(System.getProperty(CHANNEL, "/dev/stdout"));
    PrintStream channel = new PrintStream(file, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Semaphore answers = new Semaphore(0);
    if (Boolean.getBoolean(WATCH_PARENT)) {
      watchParent(System.in, answers);
    }
    Consumer<WorkerMessage> parent =
        message -> {
          System.err.flush();
          channel.println(message.line());
          if (Boolean.getBoolean(WATCH_PARENT) && message.kind().isAnswered()) {
            answers.acquireUninterruptibly();
          }
        };
    daemon("heartbeat", () -> beat(channel));
    Job job = Job.read(Path.of(arguments[0]));
    System.exit(work(job, parent));
  }

  /** Says every second that this process is there, and whether it is at work. */
  private static void beat(PrintStream channel) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = system.getProcessCpuTime();
    while (true) {
      try {
        TimeUnit.MILLISECONDS.sleep(HEARTBEAT_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = system.getProcessCpuTime();
      boolean busy =
          now - before > HEARTBEAT_MILLIS * 1e6 * IDLE
              || ProcessHandle.current().children().findAny().isPresent();
      before = now;
      channel.println(new WorkerMessage(WorkerMessage.Kind.ALIVE, "", "", busy ? 1 : 0, 1).line());
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends this process when its parent is gone, however it went. */
  private static void watchParent(InputStream in, Semaphore answers) {
    daemon(
        "watch-parent",
        () -> {
          try {
            while (in.read() >= 0) {
              answers.release();
            }
          } catch (IOException e) {
            // the same as the end
          }
          Runtime.getRuntime().halt(1);
        });
  }

  private int run() {
    CellRunner runner;
    Extensions extensions;
    Experiment experiment = job.experiment();
    try {
      extensions = Extensions.load(job.places().plugins());
      WorkMeter meter = new WorkMeter();
      Spent start = meter.now();
      DataSet data = load(extensions);
      Setting setting =
          new Setting(
              experiment,
              data,
              new RandomStreams(job.seed()),
              extensions.networks().get(experiment.network().name()),
              meter);
      runner =
          new CellRunner(
              job, setting, extensions.methods(), extensions.metrics(), meter.since(start));
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      say(WorkerMessage.of(WorkerMessage.Kind.REFUSED, "", reason(e)));
      return 1;
    }
    for (PlannedCell cell : job.cells()) {
      Component component = experiment.method(cell.method());
      UnlearningMethod method = extensions.methods().get(component.name());
      say(WorkerMessage.of(WorkerMessage.Kind.STARTED, cell.method(), ""));
      List<PlugIn> plugIns =
          extensions.plugIns(experiment, experiment.dataset(job.dataset()), component);
      if (!run(runner, cell, component, method, plugIns)) {
        return EXHAUSTED;
      }
    }
    return 0;
  }

  /** Runs one cell; false if the process should not go on. */
  private boolean run(
      CellRunner runner,
      PlannedCell cell,
      Component component,
      UnlearningMethod method,
      List<PlugIn> plugIns) {
    try {
      runner.run(
          cell,
          component,
          method,
          plugIns,
          (phase, done, total) ->
              say(
                  new WorkerMessage(
                      WorkerMessage.Kind.PROGRESS, cell.method(), phase, done, total)));
      say(WorkerMessage.of(WorkerMessage.Kind.OK, cell.method(), ""));
      return true;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      e.printStackTrace();
      fail(cell, component, method, plugIns, reason(e));
      return !(e instanceof OutOfMemoryError);
    }
  }

  private void fail(
      PlannedCell cell,
      Component component,
      UnlearningMethod method,
      List<PlugIn> plugIns,
      String reason) {
    try {
      job.fail(
          cell, component.title(method.info()), component.values().recorded(), plugIns, reason);
      say(WorkerMessage.of(WorkerMessage.Kind.FAILED, cell.method(), reason));
    } catch (IOException e) {
      e.printStackTrace();
      say(WorkerMessage.of(WorkerMessage.Kind.REFUSED, "", reason(e)));
    }
  }

  private DataSet load(Extensions extensions) throws IOException {
    Component component = job.experiment().dataset(job.dataset());
    DataSource source = extensions.sources().get(component.name());
    DataSet data =
        source.load(
            new DataSource.Request(
                component.label(),
                component.values(),
                component.values().integer("image-size"),
                job.places().dataCache()));
    if (!data.manifestHash().equals(job.manifestHash())) {
      throw new InputException(
          "data set '" + job.dataset() + "' changed while the run was going on");
    }
    return data;
  }

  private void say(WorkerMessage message) {
    parent.accept(message);
  }

  /** Why something failed, on one line. */
  private static String reason(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip().replaceAll("\\s+", " ");
    if (e instanceof OutOfMemoryError) {
      return "out of memory: " + message;
    }
    if (e instanceof UncheckedIOException unchecked) {
      return reason(unchecked.getCause());
    }
    boolean written = e instanceof NonFiniteLossException || e instanceof InputException;
    return written ? message : e.getClass().getSimpleName() + ": " + message;
  }
}
