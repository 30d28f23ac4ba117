package org.unlearnbench.nn.checkpoint;

import java.nio.file.Path;
import org.unlearnbench.io.InputException;

/**
 * Refuses tensors that the program's memory could not hold, before any is read.
 *
 * @param bytes what they may take
 */
record WeightsMemory(long bytes) {

  /** Half the heap: a network and its tensors fit side by side. */
  static WeightsMemory ofThisProgram() {
    return new WeightsMemory(Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * Checks a file.
   *
   * @param values number of values of all its tensors
   */
  void check(Path file, long values) throws InputException {
    if (values > bytes / Float.BYTES) {
      throw new InputException(
          file
              + ": holds "
              + values
              + " values, and memory is there for "
              + bytes / Float.BYTES
              + " (see java -Xmx)");
    }
  }
}
