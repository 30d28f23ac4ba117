package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.unlearnbench.method.MethodContext.Work;

/** The time a method takes, in all and by its phases, without what is done while it is stopped. */
final class UnlearningClock {
  private final LongSupplier nanos;
  private final long start;
  private final Map<String, Long> phases = new LinkedHashMap<>();
  private final Map<String, Long> others = new LinkedHashMap<>();
  private long stopped;

  /** Starts now. */
  UnlearningClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Seconds since a reading of {@link System#nanoTime}. */
  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** Nanoseconds the method has worked so far. */
  private long worked() {
    return nanos.getAsLong() - start - stopped;
  }

  /** Seconds the method has worked so far. */
  double seconds() {
    return worked() / 1e9;
  }

  /** Does what is not the method's work. */
  <T> T stopped(String what, Work<T> other) throws IOException {
    long begin = nanos.getAsLong();
    try {
      return other.run();
    } finally {
      long took = nanos.getAsLong() - begin;
      stopped += took;
      others.merge(what, took, Long::sum);
    }
  }

  /** Seconds by what was done while the clock was stopped, in the order in which it first was. */
  Map<String, Double> others() {
    return seconds(others);
  }

  /** Begins a part of the method's work; to be closed when it is over. */
  Phase phase(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no name of a phase");
    }
    long begin = worked();
    return () -> phases.merge(name, worked() - begin, Long::sum);
  }

  /** Seconds by phase, in the order in which they first ended. */
  Map<String, Double> phases() {
    return seconds(phases);
  }

  private static Map<String, Double> seconds(Map<String, Long> nanos) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((name, value) -> seconds.put(name, value / 1e9));
    return seconds;
  }

  /** A part that is going on. */
  @FunctionalInterface
  interface Phase extends AutoCloseable {
    @Override
    void close();
  }
}
