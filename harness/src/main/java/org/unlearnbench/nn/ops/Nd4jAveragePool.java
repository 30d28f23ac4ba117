package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AveragePool;

/** A mean over rows and columns. */
final class Nd4jAveragePool implements AveragePool {
  private final ActivationShape input;

  Nd4jAveragePool(ActivationShape input) {
    this.input = input;
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    y.assign(x.mean(2, 3));
  }

  @Override
  public void backward(INDArray dy, INDArray dx) {
    long pixels = (long) input.size() * input.size();
    INDArray share = dy.div(pixels).reshape('c', dy.size(0), dy.size(1), 1, 1);
    dx.assign(share.broadcast(dx.shape()));
  }
}
