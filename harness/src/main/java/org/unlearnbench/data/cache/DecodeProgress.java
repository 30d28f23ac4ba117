package org.unlearnbench.data.cache;

/** Hears how far a decoding pass has come. Called from one thread at a time. */
@FunctionalInterface
public interface DecodeProgress extends AutoCloseable {

  /** {@code more} further images of the pass are done. */
  void advance(int more);

  /** The pass is over, finished or not. */
  @Override
  default void close() {}

  /** Makes the listener of one pass. */
  @FunctionalInterface
  interface Factory {

    /**
     * A pass over {@code total} images begins, {@code done} of which an earlier, interrupted pass
     * has left.
     */
    DecodeProgress start(int total, int done);
  }
}
