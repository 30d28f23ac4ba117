package org.unlearnbench.method;

import java.util.Arrays;
import java.util.stream.Stream;
import org.unlearnbench.data.Batch;

/**
 * Batches of two sets together, each batch holding both in the proportion of their sizes. A set
 * that is through before the other leaves the rest of the epoch to it.
 */
public final class MixedBatches {
  private final TrainingBatches first;
  private final TrainingBatches second;

  /**
   * A batch whose first images are of the first set.
   *
   * @param firsts how many
   */
  public record Mixed(Batch batch, int firsts) {}

  /** Makes the batches of a set at a batch size. */
  @FunctionalInterface
  public interface Source {
    TrainingBatches batches(int batchSize);
  }

  /**
   * @param firstSize images of the first set, at least one
   * @param secondSize images of the second set, at least one
   * @param batchSize images of both together, at least two
   */
  public MixedBatches(int firstSize, Source first, int secondSize, Source second, int batchSize) {
    long share = Math.round((double) batchSize * firstSize / (firstSize + secondSize));
    int ofFirst = (int) Math.max(1, Math.min(batchSize - 1, share));
    this.first = first.batches(ofFirst);
    this.second = second.batches(batchSize - ofFirst);
  }

  /** Number of batches in an epoch. */
  public int perEpoch() {
    return Math.max(first.perEpoch(), second.perEpoch());
  }

  /** What is done with a batch. */
  @FunctionalInterface
  public interface Step {
    void with(Mixed mixed);
  }

  /** Goes through an epoch. */
  public void epoch(int epoch, Step step) {
    try (TrainingBatches.Stream one = first.epoch(epoch);
        TrainingBatches.Stream other = second.epoch(epoch)) {
      while (one.hasNext() || other.hasNext()) {
        if (!other.hasNext()) {
          Batch batch = one.next();
          step.with(new Mixed(batch, batch.size()));
        } else if (!one.hasNext()) {
          step.with(new Mixed(other.next(), 0));
        } else {
          Batch front = one.next();
          step.with(new Mixed(joined(front, other.next()), front.size()));
        }
      }
    }
  }

  private static Batch joined(Batch front, Batch back) {
    float[] pixels = Arrays.copyOf(front.pixels(), front.pixels().length + back.pixels().length);
    System.arraycopy(back.pixels(), 0, pixels, front.pixels().length, back.pixels().length);
    int[][] labels =
        Stream.concat(Arrays.stream(front.labels()), Arrays.stream(back.labels()))
            .toArray(int[][]::new);
    return new Batch(front.size() + back.size(), pixels, labels);
  }
}
