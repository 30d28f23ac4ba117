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
  private static final long FULL_HEAP = 1536;
  private static final long FULL_OFF_HEAP = 4096;
  private static final long NATIVE_LIBRARIES = 512;

  /** A full-width ResNet-18 at 128x128 and batch 64 was measured at 1.5 GB, teacher not counted. */
  private static final long USUAL_NEED = 4096;

  /** Enough for a full-width network where the machine has it, else shares of what it has. */
  static MemoryLimits detect() {
    return of(totalMegabytes());
  }

  static MemoryLimits of(long total) {
    long heap = Math.min(FULL_HEAP, total / 4);
    long offHeap = Math.min(FULL_OFF_HEAP, total / 2);
    return new MemoryLimits(heap, offHeap, heap + offHeap + NATIVE_LIBRARIES);
  }

  /** How many workers of usual size this machine's memory holds, at least one. */
  int workersThatFit() {
    return (int) Math.max(1, totalMegabytes() / USUAL_NEED);
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
