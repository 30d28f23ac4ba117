package org.unlearnbench.nn.kernel;

/**
 * A backend: makes the kernels of one network's layers.
 *
 * <p>A kernel is made for one shape, batch size included, and belongs to one layer of one network;
 * it is not safe for use by several threads. Activations are float arrays [n, c, h, w] whose
 * <em>memory order is the backend's own</em> (oneDNN interleaves channels in blocks), so only
 * kernels of the same backend may read them. Network input and pooled features are plain row-major.
 */
public interface Kernels {

  Convolution convolution(ConvolutionShape shape);

  /**
   * Batch normalisation over [n, c, h, w], followed by max(0, .) if {@code relu}; eps is 1e-5.
   *
   * @param relu whether a ReLU is part of it
   */
  BatchNorm batchNorm(ActivationShape shape, boolean relu);

  /** Max pooling, 3x3 window, stride 2, padding 1. */
  MaxPool maxPool(ActivationShape input);

  /** max(0, a + b). */
  AddRelu addRelu(ActivationShape shape);

  /** Mean over all pixels: [n, c, h, w] to plain [n, c]. */
  AveragePool averagePool(ActivationShape input);

  /** Frees the native memory of all kernels made here; none of them may be used after. */
  void release();
}
