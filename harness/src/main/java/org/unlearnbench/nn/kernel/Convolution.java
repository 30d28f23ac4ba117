package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution of one shape. Weights are plain [out, in, kH, kW]. */
public interface Convolution {

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
