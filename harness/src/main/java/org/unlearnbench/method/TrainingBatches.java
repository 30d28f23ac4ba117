package org.unlearnbench.method;

import java.util.Iterator;
import org.unlearnbench.data.Batch;

/**
 * A set cut into batches, in a new random order every epoch and passed through the train transform.
 * The last batch of an epoch may be smaller. Asking for the same epoch twice gives the same
 * batches.
 */
public interface TrainingBatches {

  /** Number of batches in an epoch. */
  int perEpoch();

  /** The batches of an epoch (0, 1, ..), to be closed. */
  Stream epoch(int epoch);

  /** Batches one after the other. */
  interface Stream extends Iterator<Batch>, AutoCloseable {
    @Override
    void close();

    /** The batches of {@code batches}; closing does {@code close}. */
    static Stream of(Iterator<Batch> batches, Runnable close) {
      return new Stream() {
        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public Batch next() {
          return batches.next();
        }

        @Override
        public void close() {
          close.run();
        }
      };
    }
  }
}
