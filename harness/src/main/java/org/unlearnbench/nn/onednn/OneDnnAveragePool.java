package org.unlearnbench.nn.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AveragePool;

/**
 * Global average pooling. With one pixel left, blocked and plain layouts are the same memory, so
 * the result is plain [n, c].
 */
final class OneDnnAveragePool implements AveragePool {
  private final OneDnnPooling pooling;

  OneDnnAveragePool(OneDnn oneDnn, ActivationShape input) {
    pooling =
        new OneDnnPooling(
            oneDnn,
            dnnl.algorithm.pooling_avg_exclude_padding,
            oneDnn.layout(input),
            oneDnn.layout(new ActivationShape(input.n(), input.channels(), 1)),
            input.size(),
            input.size(),
            0);
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
