package org.unlearnbench.nn.kernel;

/**
 * A square convolution without bias.
 *
 * @param input shape of the input
 * @param outChannels number of filters
 * @param kernel window width and height
 * @param stride step in both directions
 * @param padding zeros added on every side
 */
public record ConvolutionShape(
    ActivationShape input, int outChannels, int kernel, int stride, int padding) {

  public ActivationShape output() {
    int size = (input.size() + 2 * padding - kernel) / stride + 1;
    return new ActivationShape(input.n(), outChannels, size);
  }

  /** The same for another number of images. */
  public ConvolutionShape withBatch(int n) {
    return new ConvolutionShape(input.withBatch(n), outChannels, kernel, stride, padding);
  }
}
