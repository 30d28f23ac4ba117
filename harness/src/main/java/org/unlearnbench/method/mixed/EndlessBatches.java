package org.unlearnbench.method.mixed;

import org.unlearnbench.data.Batch;
import org.unlearnbench.method.TrainingBatches;

/** A set's batches one after the other, epoch after epoch, without an end. */
public final class EndlessBatches implements AutoCloseable {
  private final TrainingBatches batches;
  private TrainingBatches.Stream stream;
  private int epoch;

  /**
   * @param batches of a set that is not empty
   */
  public EndlessBatches(TrainingBatches batches) {
    if (batches.perEpoch() == 0) {
      throw new IllegalArgumentException("no end of an empty set");
    }
    this.batches = batches;
    this.stream = batches.epoch(0);
  }

  public Batch next() {
    if (!stream.hasNext()) {
      stream.close();
      epoch++;
      stream = batches.epoch(epoch);
    }
    return stream.next();
  }

  @Override
  public void close() {
    stream.close();
  }
}
