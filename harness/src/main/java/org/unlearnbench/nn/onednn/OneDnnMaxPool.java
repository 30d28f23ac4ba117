package org.unlearnbench.nn.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.MaxPool;

/** 3x3 max pooling with stride 2. */
final class OneDnnMaxPool implements MaxPool {
  private final OneDnnPooling pooling;

  OneDnnMaxPool(OneDnn oneDnn, ActivationShape input) {
    int size = (input.size() - 1) / 2 + 1;
    ActivationShape output = new ActivationShape(input.n(), input.channels(), size);
    pooling =
        new OneDnnPooling(
            oneDnn,
            dnnl.algorithm.pooling_max,
            oneDnn.layout(input),
            oneDnn.layout(output),
            2,
            3,
            1);
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    pooling.forward(x, y);
  }

  @Override
  public void backward(INDArray dy, INDArray dx) {
    pooling.backward(dy, dx);
  }
}
