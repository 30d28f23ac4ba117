package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A backend: makes the kernels of one network's layers.
 *
 * <p>A kernel is made for one shape, batch size included, and belongs to one layer of one network;
 * it is not safe for use by several threads. Activations are float arrays [n, c, h, w] whose
 * <em>memory order is the backend's own</em> (oneDNN interleaves channels in blocks), so only
 * kernels of the same backend may read them. Network input and activations of one pixel are plain
 * row-major.
 */
public interface Kernels {

  Convolution convolution(WindowShape shape);

  /**
   * Batch normalisation over [n, c, h, w], followed by max(0, .) if {@code relu}; eps is 1e-5.
   *
   * @param relu whether a ReLU is part of it
   */
  BatchNorm batchNorm(ActivationShape shape, boolean relu);

  /** The largest value of every window. */
  Pool maxPool(WindowShape shape);

  /** Mean over all pixels: [n, c, h, w] to [n, c, 1, 1]. */
  Pool averagePool(ActivationShape input);

  /** max(0, a + b). */
  AddRelu addRelu(ActivationShape shape);

  /**
   * How many channels of an activation of that shape lie interleaved in memory, [n, c / b, h, w,
   * b]; 1 where it is plain [n, c, h, w].
   */
  default int interleaved(ActivationShape shape) {
    return 1;
  }

  /** Frees the native memory of all kernels made here; none of them may be used after. */
  void release();

  /** A convolution of one shape. Weights are plain [out, in, kH, kW]. */
  interface Convolution {

    /** The same convolution, of the same weights, for another number of images. */
    Convolution withBatch(int n);

    /** Must be called whenever the weights may have changed since the last pass. */
    void weightsChanged();

    void forward(INDArray x, INDArray weights, INDArray y);

    /** dx = gradient of the input; needs the weights of the forward pass. */
    void backwardInput(INDArray dy, INDArray weights, INDArray dx);

    /** dWeights = gradient of the weights, overwritten. */
    void backwardWeights(INDArray x, INDArray dy, INDArray dWeights);
  }

  /**
   * Batch normalisation of one shape. {@code scaleShift} is [2, c]: gamma, then beta.
   *
   * <p>Backward must follow the forward pass it belongs to: with batch statistics after {@link
   * #forwardBatch}, with fixed ones after {@link #forwardFixed} (the statistics are then constants,
   * which DL4J's own layer gets wrong).
   */
  interface BatchNorm {

    /** Normalises by the batch's own mean and biased variance, and returns both in arrays [c]. */
    void forwardBatch(
        INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance);

    /** Normalises by the given mean and variance. */
    void forwardFixed(
        INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance);

    /**
     * Gradients of the last forward pass; mean and variance as that pass used or returned them.
     *
     * @param dScaleShift [2, c], overwritten
     */
    void backward(
        INDArray x,
        INDArray dy,
        INDArray scaleShift,
        INDArray mean,
        INDArray variance,
        INDArray dx,
        INDArray dScaleShift);
  }

  /** Pooling of one shape; remembers of its last forward pass what it needs. */
  interface Pool {

    void forward(INDArray x, INDArray y);

    /** dx of the last forward pass, overwritten. */
    void backward(INDArray dy, INDArray dx);
  }

  /** y = max(0, a + b) of one shape. */
  interface AddRelu {

    void forward(INDArray a, INDArray b, INDArray y);

    /** dx = dy where y is positive, else 0: the gradient of both a and b. */
    void backward(INDArray y, INDArray dy, INDArray dx);
  }
}
