package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a worker may take, in megabytes.
 *
 * @param heapMegabytes Java heap
 * @param offHeapMegabytes arrays of the engine
 * @param processMegabytes everything together
 */
record MemoryLimits(long heapMegabytes, long offHeapMegabytes, long processMegabytes) {
  private static final long FULL_HEAP = 3072;
  private static final long FULL_OFF_HEAP = 8192;

  /** Enough for a full-width network where the machine has it, else shares of what it has. */
  static MemoryLimits detect() {
    return of(totalMegabytes());
  }

  static MemoryLimits of(long total) {
    long heap = Math.min(FULL_HEAP, total / 4);
    long offHeap = Math.min(FULL_OFF_HEAP, total / 2);
    return new MemoryLimits(heap, offHeap, heap + offHeap + 1024);
  }

  private static long totalMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException e) {
      // not Linux: the full limits are as good a guess as any
    }
    return 4 * FULL_OFF_HEAP;
  }
}
