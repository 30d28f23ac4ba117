package org.unlearnbench.run.cell;

/** Wall time. */
final class Seconds {
  private Seconds() {}

  /** Seconds since a reading of {@link System#nanoTime}. */
  static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
