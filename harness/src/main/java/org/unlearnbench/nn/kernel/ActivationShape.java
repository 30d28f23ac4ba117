package org.unlearnbench.nn.kernel;

/** Shape of a square activation: n images, c channels, size x size pixels. */
public record ActivationShape(int n, int channels, int size) {

  /** The same for another batch size. */
  public ActivationShape withBatch(int n) {
    return new ActivationShape(n, channels, size);
  }

  /** Number of values. */
  public long length() {
    return (long) n * channels * size * size;
  }
}
