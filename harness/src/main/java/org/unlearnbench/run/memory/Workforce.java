package org.unlearnbench.run.memory;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.unlearnbench.io.InputException;

/**
 * How many workers there are, and what each may take.
 *
 * @param workers at least one
 * @param limits of each
 * @param note what the user should know
 */
public record Workforce(int workers, MemoryLimits limits, Optional<String> note) {
  /** For the process that starts the workers, beyond what it has already. */
  private static final long PARENT_MEGABYTES = 256;

  /** What a worker is taken to need if nobody knows: a full-width ResNet-18 and a teacher. */
  private static final long UNKNOWN_NEED = 4096;

  /** How many of {@code most} workers fit if nobody knows what they need; at least one. */
  public static int ofUnknownNeed(int most, OptionalLong available) {
    return (int) Math.max(1, Math.min(most, available.orElse(Long.MAX_VALUE) / UNKNOWN_NEED));
  }

  /**
   * As many as wanted, or as memory allows.
   *
   * @param available megabytes
   * @throws InputException if there is not enough for one
   */
  public static Workforce of(int wanted, WorkerNeed need, long available) throws InputException {
    long left = available - PARENT_MEGABYTES;
    int workers = (int) Math.min(wanted, Math.max(0, left) / need.megabytes());
    if (workers == 0) {
      throw new InputException(
          "memory: found "
              + gigabytes(available)
              + " available, a worker of this experiment needs up to "
              + gigabytes(need.megabytes() + PARENT_MEGABYTES)
              + "; choose a smaller network.width, batch-size or image-size, or free memory");
    }
    Optional<String> note =
        workers == wanted
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "note: %d of %d workers side by side: each needs up to %s, %s are available",
                    workers,
                    wanted,
                    gigabytes(need.megabytes()),
                    gigabytes(available)));
    return new Workforce(workers, MemoryLimits.of(need, left / workers), note);
  }

  private static String gigabytes(long megabytes) {
    return String.format(Locale.ROOT, "%.1f GB", megabytes / 1024.0);
  }
}
