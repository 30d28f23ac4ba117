package org.unlearnbench.method;

import org.unlearnbench.data.LabelledImages;

/**
 * Batches of a set without augmentation, made when asked for.
 *
 * @param purpose names the random stream of the order
 */
public record ShuffledBatches(
    LabelledImages images, int batchSize, RandomStreams random, String purpose)
    implements TrainingBatches {

  @Override
  public int perEpoch() {
    return (images.size() + batchSize - 1) / batchSize;
  }

  @Override
  public Stream epoch(int epoch) {
    int[] order =
        RandomStreams.permutation(images.size(), random.of(purpose + "/order/epoch-" + epoch));
    return Stream.of(new OrderedBatches(images.subset(order), batchSize).iterator(), () -> {});
  }
}
