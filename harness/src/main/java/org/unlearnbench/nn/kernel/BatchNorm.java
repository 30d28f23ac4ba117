package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation of one shape. {@code scaleShift} is [2, c]: gamma, then beta.
 *
 * <p>Backward must follow the forward pass it belongs to: with batch statistics after {@link
 * #forwardBatch}, with fixed ones after {@link #forwardFixed} (the statistics are then constants,
 * which DL4J's own layer gets wrong).
 */
public interface BatchNorm {

  /** Normalises by the batch's own mean and biased variance, and returns both in the arrays [c]. */
  void forwardBatch(INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance);

  /** Normalises by the given mean and variance. */
  void forwardFixed(INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance);

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
