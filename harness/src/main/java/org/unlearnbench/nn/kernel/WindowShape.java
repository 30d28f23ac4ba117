package org.unlearnbench.nn.kernel;

/**
 * A square window that steps over an activation: that of a convolution without bias, or of a
 * pooling.
 *
 * @param input shape of the input
 * @param outChannels number of filters; of a pooling the input's channels
 * @param kernel window width and height
 * @param stride step in both directions
 * @param padding rows and columns added on every side: zeros, which a pooling leaves out
 */
public record WindowShape(
    ActivationShape input, int outChannels, int kernel, int stride, int padding) {

  public ActivationShape output() {
    int size = (input.size() + 2 * padding - kernel) / stride + 1;
    return new ActivationShape(input.n(), outChannels, size);
  }

  /** The same for another number of images. */
  public WindowShape withBatch(int n) {
    return new WindowShape(input.withBatch(n), outChannels, kernel, stride, padding);
  }
}
