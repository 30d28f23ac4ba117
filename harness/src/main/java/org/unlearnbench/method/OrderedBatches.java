package org.unlearnbench.method;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;

/**
 * All images of a set in its own order, without augmentation, made when asked for.
 *
 * @param images the set
 * @param batchSize images per batch; the last one may be smaller
 */
public record OrderedBatches(LabelledImages images, int batchSize) implements Iterable<Batch> {

  /** In batches of 64. */
  public OrderedBatches(LabelledImages images) {
    this(images, 64);
  }

  @Override
  public Iterator<Batch> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < images.size();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no images left");
        }
        int first = next;
        int[] indices = new int[Math.min(batchSize, images.size() - first)];
        Arrays.setAll(indices, i -> first + i);
        next += indices.length;
        return images.batch(indices);
      }
    };
  }
}
