package org.unlearnbench.data.augment;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;

/**
 * The batches of one epoch, made by a background thread a little ahead of their use. What a batch
 * holds does not depend on timing. For use by one thread; close it if it is not read to its end.
 */
public final class BatchStream implements Iterator<Batch>, AutoCloseable {
  /** Batches that wait at most: one is ready while the next is made. */
  private static final int AHEAD = 2;

  private final BlockingQueue<Made> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread producer;
  private Made next;

  /** A batch, or the end, or what went wrong. */
  private record Made(Batch batch, Throwable failure) {}

  /**
   * Starts making batches.
   *
   * @param order positions in {@code images}, in the order they are shown
   * @param batchSize images per batch; the last may have fewer
   * @param seed of the augmentation, see {@link Augmentation#draw}
   */
  public BatchStream(
      LabelledImages images,
      int[] order,
      int batchSize,
      Augmentation augmentation,
      long seed,
      int epoch) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize);
    }
    int[] positions = order.clone();
    Maker maker = new Maker(images, augmentation, seed, epoch);
    producer = new Thread(() -> produce(maker, positions, batchSize), "batches");
    producer.setDaemon(true);
    producer.start();
  }

  private void produce(Maker maker, int[] order, int batchSize) {
    try {
      try {
        for (int from = 0; from < order.length; from += batchSize) {
          int to = Math.min(from + batchSize, order.length);
          queue.put(new Made(maker.batch(Arrays.copyOfRange(order, from, to)), null));
        }
        queue.put(new Made(null, null));
      } catch (RuntimeException | Error e) {
        queue.put(new Made(null, e));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the next batch.
   *
   * @throws RuntimeException what making the batch threw
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a batch", e);
      }
    }
    if (next.failure instanceof Error error) {
      throw error;
    }
    if (next.failure instanceof RuntimeException failure) {
      throw failure;
    }
    return next.batch != null;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch is over");
    }
    Batch batch = next.batch;
    next = null;
    return batch;
  }

  /** Stops the background thread and waits for its end; later calls do nothing. */
  @Override
  public void close() {
    producer.interrupt();
    boolean interrupted = false;
    while (producer.isAlive()) {
      try {
        producer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    next = new Made(null, null);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes batches of transformed images. */
  private record Maker(LabelledImages images, Augmentation augmentation, long seed, int epoch) {

    Batch batch(int[] indices) {
      if (augmentation.isNone()) {
        return images.batch(indices);
      }
      int size = images.imageSize();
      byte[] image = new byte[3 * size * size];
      return images.batch(
          (index, target, offset) -> {
            images.readBytes(index, image);
            augmentation.draw(seed, epoch, index).apply(image, size, target, offset);
          },
          indices);
    }
  }
}
