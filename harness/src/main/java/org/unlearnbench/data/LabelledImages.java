package org.unlearnbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of labelled images in a fixed order: a split, or a part of one. Immutable. */
public final class LabelledImages {
  private final Task task;
  private final List<Sample> samples;
  private final PixelStore pixels;
  private final int[] rows;

  private LabelledImages(Task task, List<Sample> samples, PixelStore pixels, int[] rows) {
    this.task = task;
    this.samples = samples;
    this.pixels = pixels;
    this.rows = rows;
  }

  /** All images of {@code pixels}, image i labelled by sample i. */
  public static LabelledImages of(Task task, List<Sample> samples, PixelStore pixels) {
    if (samples.size() != pixels.count()) {
      throw new IllegalArgumentException(
          samples.size() + " samples but " + pixels.count() + " images");
    }
    int[] rows = new int[samples.size()];
    Arrays.setAll(rows, i -> i);
    return new LabelledImages(task, List.copyOf(samples), pixels, rows);
  }

  public Task task() {
    return task;
  }

  public int size() {
    return rows.length;
  }

  /** Width and height of every image in pixels. */
  public int imageSize() {
    return pixels.imageSize();
  }

  public Sample sample(int index) {
    return samples.get(rows[index]);
  }

  /** The images at {@code indices} (positions in this set), in that order; repeats are allowed. */
  public LabelledImages subset(int... indices) {
    int[] chosen = new int[indices.length];
    Arrays.setAll(chosen, i -> rows[indices[i]]);
    return new LabelledImages(task, samples, pixels, chosen);
  }

  /**
   * This set followed by {@code other}; both must be parts of one store (as train = retain + forget
   * is).
   */
  public LabelledImages concat(LabelledImages other) {
    if (other.pixels != pixels) {
      throw new IllegalArgumentException("the two sets do not share their pixels");
    }
    int[] both = Arrays.copyOf(rows, rows.length + other.rows.length);
    System.arraycopy(other.rows, 0, both, rows.length, other.rows.length);
    return new LabelledImages(task, samples, pixels, both);
  }

  /**
   * The same images with other labels; an image that occurs twice has the later one.
   *
   * @param labels one per image
   */
  public LabelledImages relabelled(int[]... labels) {
    List<Sample> changed = new ArrayList<>(samples);
    for (int i = 0; i < rows.length; i++) {
      changed.set(rows[i], new Sample(sample(i).path(), sample(i).identity(), labels[i]));
    }
    return new LabelledImages(task, List.copyOf(changed), pixels, rows);
  }

  /** Writes the pixels of image {@code index}, see {@link PixelStore#read}. */
  public void readPixels(int index, float[] target, int offset) {
    pixels.read(rows[index], target, offset);
  }

  /** Writes the pixels of image {@code index} as bytes, see {@link PixelStore#readBytes}. */
  public void readBytes(int index, byte[] target) {
    pixels.readBytes(rows[index], target);
  }

  /** The images at {@code indices} without any augmentation. */
  public Batch batch(int... indices) {
    return batch(this::readPixels, indices);
  }

  /**
   * The images at {@code indices} with pixels from elsewhere.
   *
   * @param reader writes the pixels of an image of this set
   */
  public Batch batch(Reader reader, int... indices) {
    int length = 3 * imageSize() * imageSize();
    float[] values = new float[Math.multiplyExact(indices.length, length)];
    int[][] labels = new int[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      reader.read(indices[i], values, i * length);
      labels[i] = sample(indices[i]).label();
    }
    return new Batch(indices.length, values, labels);
  }

  /** Writes the pixels of an image, see {@link PixelStore#read}. */
  @FunctionalInterface
  public interface Reader {
    void read(int index, float[] target, int offset);
  }
}
