package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.InputException;

/** How much memory this thread has taken so far, garbage included. */
final class Allocation {
  private static final long LITTLE = 4 << 20;

  private Allocation() {}

  static long bytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** Reads weights. */
  @FunctionalInterface
  interface Reading {
    Map<String, NamedTensor> read() throws IOException;
  }

  /** The tensors of a damaged file, or nothing after a message of one line; in little memory. */
  static Optional<Map<String, NamedTensor>> ofLittleMemory(Reading reading) throws IOException {
    Optional<Map<String, NamedTensor>> tensors;
    Optional<String> message;
    long before = bytes();
    try {
      tensors = Optional.of(reading.read());
      message = Optional.empty();
    } catch (InputException e) {
      tensors = Optional.empty();
      message = Optional.of(e.getMessage());
    }
    long taken = bytes() - before;
    assertThat(taken).as(message.orElse("accepted")).isLessThan(LITTLE);
    message.ifPresent(line -> assertThat(line.lines().count()).isEqualTo(1));
    return tensors;
  }
}
