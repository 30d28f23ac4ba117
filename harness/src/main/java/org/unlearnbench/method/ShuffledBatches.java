package org.unlearnbench.method;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;

/** Batches of a set without augmentation, made when asked for. */
public final class ShuffledBatches implements TrainingBatches {
  private final LabelledImages images;
  private final int batchSize;
  private final RandomStreams random;
  private final String purpose;

  /**
   * @param purpose names the random stream of the order
   */
  public ShuffledBatches(
      LabelledImages images, int batchSize, RandomStreams random, String purpose) {
    this.images = images;
    this.batchSize = batchSize;
    this.random = random;
    this.purpose = purpose;
  }

  @Override
  public int perEpoch() {
    return (images.size() + batchSize - 1) / batchSize;
  }

  @Override
  public Stream epoch(int epoch) {
    int[] order =
        RandomStreams.permutation(images.size(), random.of(purpose + "/order/epoch-" + epoch));
    return new Stream() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < order.length;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the epoch is over");
        }
        int end = Math.min(next + batchSize, order.length);
        int[] indices = Arrays.copyOfRange(order, next, end);
        next = end;
        return images.batch(indices);
      }

      @Override
      public void close() {}
    };
  }
}
