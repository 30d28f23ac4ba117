package org.unlearnbench.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.unlearnbench.run.cell.WorkerMessage;

/**
 * How long a worker may give no sign of life. It says every second that it is there, whatever its
 * method does, and whether anything in it is at work; so one that is silent is stopped or stuck,
 * one that does nothing waits for what does not come, and one that takes long is let be.
 */
final class Patience {
  /**
   * A parent that did not look for so long was itself stopped, as by Ctrl-Z: that does not count.
   */
  private static final long ABSENT = Duration.ofSeconds(10).toNanos();

  private static final long WARN_AFTER = Duration.ofMinutes(1).toNanos();
  private static final long FIRST_NOTE = Duration.ofMinutes(10).toNanos();

  private final long limit;
  private final LongSupplier nanos;
  private long looked;
  private long alive;
  private long busy;
  private long progress;
  private long noteAfter = FIRST_NOTE;
  private boolean warned;

  /**
   * @param limit zero: without an end
   * @param nanos a clock
   */
  Patience(Duration limit, LongSupplier nanos) {
    this.limit = limit.toNanos();
    this.nanos = nanos;
    looked = nanos.getAsLong();
    alive = looked;
    busy = looked;
    progress = looked;
  }

  /** The worker said something. */
  void hear(WorkerMessage message) {
    long now = nanos.getAsLong();
    alive = now;
    if (message.kind() != WorkerMessage.Kind.ALIVE) {
      progress = now;
      noteAfter = FIRST_NOTE;
    }
    if (message.kind() != WorkerMessage.Kind.ALIVE || message.done() > 0) {
      busy = now;
      warned = false;
    }
  }

  /** To be called often: what the user should know by now, once. */
  Optional<String> look() {
    long now = nanos.getAsLong();
    long absent = now - looked > ABSENT ? now - looked : 0;
    looked = now;
    alive += absent;
    busy += absent;
    progress += absent;
    long quiet = now - Math.min(alive, busy);
    if (!warned && quiet >= (limit == 0 ? WARN_AFTER : Math.min(WARN_AFTER, limit / 2))) {
      warned = true;
      return Optional.of(
          reason() + (limit == 0 ? "" : "; after " + seconds(limit) + " it is ended"));
    }
    if (now - progress >= noteAfter) {
      String since = "no progress for " + seconds(now - progress) + ", but its worker is at work";
      noteAfter *= 2;
      return Optional.of(since);
    }
    return Optional.empty();
  }

  boolean isOver() {
    return limit > 0 && looked - Math.min(alive, busy) >= limit;
  }

  /** What the worker has not done, and for how long. */
  String reason() {
    return looked - alive >= (looked - busy) / 2
        ? "the worker has been silent for " + seconds(looked - alive)
        : "the worker has done nothing for " + seconds(looked - busy);
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds() + " s";
  }
}
