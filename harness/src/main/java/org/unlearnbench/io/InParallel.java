package org.unlearnbench.io;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Does one thing to many files on all processors; results and failures are as if in turn. */
public final class InParallel {
  private InParallel() {}

  /** Work that may fail to read or write. */
  @FunctionalInterface
  public interface Work<T, R> {
    R on(T item) throws IOException;
  }

  private record Done<R>(R result, Exception failure) {}

  /**
   * What {@code work} makes of each item, in the order of the items.
   *
   * @throws IOException the failure of the first item that failed, once all work is over
   */
  public static <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException {
    List<Done<R>> all =
        IntStream.range(0, items.size())
            .parallel()
            .mapToObj(i -> done(items.get(i), work))
            .toList();
    for (Done<R> done : all) {
      if (done.failure() instanceof IOException failure) {
        throw failure;
      }
      if (done.failure() instanceof RuntimeException failure) {
        throw failure;
      }
    }
    return all.stream().map(Done::result).toList();
  }

  private static <T, R> Done<R> done(T item, Work<T, R> work) {
    try {
      return new Done<>(work.on(item), null);
    } catch (IOException | RuntimeException e) {
      return new Done<>(null, e);
    }
  }
}
