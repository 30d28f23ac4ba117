package org.unlearnbench.run.memory;

/**
 * What one worker takes, in megabytes.
 *
 * @param heapMegabytes Java heap
 * @param offHeapMegabytes networks
 */
public record WorkerNeed(long heapMegabytes, long offHeapMegabytes) {
  /** Java's own code and data, and the native libraries. */
  static final long PROCESS_MEGABYTES = 256;

  /** Everything together. */
  public long megabytes() {
    return heapMegabytes + offHeapMegabytes + PROCESS_MEGABYTES;
  }

  /** Enough for either. */
  WorkerNeed or(WorkerNeed other) {
    return new WorkerNeed(
        Math.max(heapMegabytes, other.heapMegabytes),
        Math.max(offHeapMegabytes, other.offHeapMegabytes));
  }
}
