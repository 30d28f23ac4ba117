package org.unlearnbench.run.memory;

import java.util.OptionalLong;

/**
 * What a worker may take, in megabytes.
 *
 * @param heapMegabytes Java heap
 * @param offHeapMegabytes arrays of the engine
 * @param processMegabytes everything together, shared pages not counted
 */
public record MemoryLimits(long heapMegabytes, long offHeapMegabytes, long processMegabytes) {
  private static final long FULL_HEAP = 1536;
  private static final long FULL_OFF_HEAP = 4096;

  /**
   * Limits for a worker whose need nobody knows: enough for a full-width network where the machine
   * has it, else shares of what it has.
   */
  public static MemoryLimits ofUnknownNeed(OptionalLong available) {
    long share = available.orElse(4 * FULL_OFF_HEAP);
    return limits(Math.min(FULL_HEAP, share / 4), Math.min(FULL_OFF_HEAP, share / 2));
  }

  /**
   * Limits for a worker whose need was estimated. What there is beyond it is spread, as far as the
   * full limits or twice the need: an estimate is no promise.
   *
   * @param share megabytes there are for this worker, at least its need
   */
  static MemoryLimits of(WorkerNeed need, long share) {
    long spare = share - need.megabytes();
    return limits(
        grown(need.heapMegabytes(), spare / 3, FULL_HEAP),
        grown(need.offHeapMegabytes(), spare / 2, FULL_OFF_HEAP));
  }

  private static long grown(long need, long spare, long full) {
    return Math.min(need + spare, Math.max(2 * need, full));
  }

  private static MemoryLimits limits(long heap, long offHeap) {
    return new MemoryLimits(heap, offHeap, heap + offHeap + WorkerNeed.PROCESS_MEGABYTES);
  }
}
