package org.unlearnbench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.unlearnbench.run.cell.WorkerMessage;

/**
 * A worker's process. Its messages come on a channel of their own; what is printed in it, by
 * whatever code, is for the log and nothing else.
 */
final class WorkerProcess implements AutoCloseable {
  private static final int LONGEST_WAIT = 50;
  private static final int SECONDS_TO_END = 10;

  private final Process process;
  private final CellLogs logs;
  private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();

  /** Hears of a worker. */
  interface Listener {
    void hear(WorkerMessage message) throws IOException;

    /** Something the user should know. */
    void warn(String about);
  }

  /**
   * @param process started by {@link WorkerCommand}
   * @param logs what is printed before a message comes is in the log when the message is heard
   */
  WorkerProcess(Process process, CellLogs logs) {
    this.process = process;
    this.logs = logs;
    Thread reader = new Thread(this::readChannel, "worker-messages");
    reader.setDaemon(true);
    reader.start();
  }

  private void readChannel() {
    try (BufferedReader channel =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = channel.readLine(); line != null; line = channel.readLine()) {
        said.add(Optional.of(line));
      }
    } catch (IOException e) {
      // the stream of a process that is destroyed may end like this
    } finally {
      said.add(Optional.empty());
    }
  }

  /**
   * Follows the worker to its end.
   *
   * @return why it was ended here; nothing if it ended by itself
   */
  Optional<String> follow(Listener listener, Patience patience)
      throws IOException, InterruptedException {
    Optional<String> ended = Optional.empty();
    int wait = 1;
    while (true) {
      Optional<String> line = said.poll(wait, TimeUnit.MILLISECONDS);
      boolean printed = takePrinted();
      wait = line != null || printed ? 1 : Math.min(2 * wait, LONGEST_WAIT);
      if (line == null) {
        patience.look().ifPresent(listener::warn);
        if (ended.isEmpty() && patience.isOver()) {
          ended = Optional.of(patience.reason());
          process.destroyForcibly();
        }
      } else if (line.isEmpty()) {
        return ended;
      } else {
        Optional<WorkerMessage> message = WorkerMessage.parse(line.get());
        if (message.isPresent()) {
          patience.hear(message.get());
          listener.hear(message.get());
          if (message.get().kind().isAnswered()) {
            answer();
          }
        }
      }
    }
  }

  private void answer() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      // it has ended meanwhile, which the channel tells next
    }
  }

  private boolean takePrinted() throws IOException {
    InputStream printed = process.getErrorStream();
    try {
      printed.available();
    } catch (IOException e) {
      return false; // closed, as the process was destroyed
    }
    return logs.take(printed) > 0;
  }

  /** The exit code, soon after {@link #follow} came back. */
  int exit() throws InterruptedException {
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
