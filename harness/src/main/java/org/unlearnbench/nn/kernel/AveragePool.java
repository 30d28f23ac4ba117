package org.unlearnbench.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Global average pooling of one shape to plain [n, c]. */
public interface AveragePool {

  void forward(INDArray x, INDArray y);

  void backward(INDArray dy, INDArray dx);
}
