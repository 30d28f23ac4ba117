package org.unlearnbench.method;

import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.data.augment.BatchStream;

/**
 * Batches through the train transform, made ahead by a background thread. Without augmentation they
 * are those of {@link ShuffledBatches} with the same arguments.
 */
public final class AugmentedBatches implements TrainingBatches {
  private final LabelledImages images;
  private final int batchSize;
  private final Augmentation augmentation;
  private final RandomStreams random;
  private final String purpose;

  /**
   * @param purpose names the random streams of the order and of the transform
   */
  public AugmentedBatches(
      LabelledImages images,
      int batchSize,
      Augmentation augmentation,
      RandomStreams random,
      String purpose) {
    this.images = images;
    this.batchSize = batchSize;
    this.augmentation = augmentation;
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
    long seed = random.of(purpose + "/augment").nextLong();
    BatchStream batches = new BatchStream(images, order, batchSize, augmentation, seed, epoch);
    return Stream.of(batches, batches::close);
  }
}
