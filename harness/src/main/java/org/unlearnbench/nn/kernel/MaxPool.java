package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Max pooling of one shape; remembers where the maxima were. */
public interface MaxPool {

  void forward(INDArray x, INDArray y);

  /** dx of the last forward pass, overwritten. */
  void backward(INDArray dy, INDArray dx);
}
