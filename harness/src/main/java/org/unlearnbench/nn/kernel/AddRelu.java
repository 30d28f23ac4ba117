package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** y = max(0, a + b) of one shape. */
public interface AddRelu {

  void forward(INDArray a, INDArray b, INDArray y);

  /** dx = dy where y is positive, else 0: the gradient of both a and b. */
  void backward(INDArray y, INDArray dy, INDArray dx);
}
