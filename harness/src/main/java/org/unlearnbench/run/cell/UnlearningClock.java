package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.unlearnbench.method.MethodContext.Work;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * The time and work a method takes, in all and by its phases, without what is done while it is
 * stopped.
 */
final class UnlearningClock implements Resumable {
  private final Supplier<Spent> meter;
  private Spent start;
  private final Map<String, Spent> phases = new LinkedHashMap<>();
  private final Map<String, Spent> others = new LinkedHashMap<>();
  private Spent stopped = Spent.NOTHING;

  /**
   * Starts now.
   *
   * @param meter read to tell what has been spent, from any beginning
   */
  UnlearningClock(Supplier<Spent> meter) {
    this.meter = meter;
    this.start = meter.get();
  }

  /** What the method has spent so far. */
  Spent worked() {
    return meter.get().minus(start).minus(stopped);
  }

  /** Does what is not the method's work. */
  <T> T stopped(String what, Work<T> other) throws IOException {
    Spent begin = meter.get();
    try {
      return other.run();
    } finally {
      Spent took = meter.get().minus(begin);
      stopped = stopped.plus(took);
      others.merge(what, took, Spent::plus);
    }
  }

  /** What else was spent while the clock was stopped, in the order in which it first was. */
  Map<String, Spent> others() {
    return others;
  }

  /** Begins a part of the method's work; to be closed when it is over. */
  Phase phase(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no name of a phase");
    }
    Spent begin = worked();
    return () -> phases.merge(name, worked().minus(begin), Spent::plus);
  }

  /** What the phases took, in the order in which they first ended. */
  Map<String, Spent> phases() {
    return phases;
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    worked().save(out);
    stopped.save(out);
    save(phases, out);
    save(others, out);
  }

  /** What a killed process spent counts, what this one spent on getting there does not. */
  @Override
  public void restore(StateFile.In in) throws IOException {
    Spent worked = Spent.restored(in);
    stopped = Spent.restored(in);
    start = meter.get().minus(stopped).minus(worked);
    restore(phases, in);
    restore(others, in);
  }

  private static void save(Map<String, Spent> parts, StateFile.Out out) throws IOException {
    out.number(parts.size());
    for (Map.Entry<String, Spent> part : parts.entrySet()) {
      out.text(part.getKey());
      part.getValue().save(out);
    }
  }

  private static void restore(Map<String, Spent> parts, StateFile.In in) throws IOException {
    parts.clear();
    for (long left = in.number(); left > 0; left--) {
      parts.put(in.text(), Spent.restored(in));
    }
  }

  /** A part that is going on. */
  @FunctionalInterface
  interface Phase extends AutoCloseable {
    @Override
    void close();
  }
}
