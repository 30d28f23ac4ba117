package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.kernel.Kernels.Convolution;
import org.unlearnbench.nn.kernel.WindowShape;

/**
 * {@code conv2d} and {@code conv2d_bp}. The latter always computes both gradients; the one nobody
 * asked for goes to scratch.
 */
final class Nd4jConvolution implements Convolution {
  private static final int NCHW = 0;
  private static final int WEIGHTS_OIHW = 1;

  private final WindowShape shape;

  Nd4jConvolution(WindowShape shape) {
    this.shape = shape;
  }

  @Override
  public Convolution withBatch(int n) {
    return new Nd4jConvolution(shape.withBatch(n));
  }

  @Override
  public void weightsChanged() {}

  @Override
  public void forward(INDArray x, INDArray weights, INDArray y) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(x, filters(weights))
            .addOutputs(y)
            .addIntegerArguments(arguments())
            .build());
  }

  @Override
  public void backwardInput(INDArray dy, INDArray weights, INDArray dx) {
    INDArray filters = filters(weights);
    // The input's values do not matter for its own gradient: a convolution is linear.
    try (INDArray unwanted = filters.ulike()) {
      backward(dx, filters, dy, dx, unwanted);
    }
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dy, INDArray dWeights) {
    INDArray result = filters(dWeights);
    try (INDArray unwanted = x.ulike();
        INDArray zero = result.ulike().assign(0)) {
      backward(x, zero, dy, unwanted, result);
    }
  }

  private void backward(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw) {
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(x == dx ? x.dup('c') : x, w, dy)
            .addOutputs(dx, dw)
            .addIntegerArguments(arguments())
            .build());
  }

  private INDArray filters(INDArray flat) {
    return flat.reshape(
        'c', shape.outChannels(), shape.input().channels(), shape.kernel(), shape.kernel());
  }

  private int[] arguments() {
    int k = shape.kernel();
    int s = shape.stride();
    int p = shape.padding();
    return new int[] {k, k, s, s, p, p, 1, 1, 0, NCHW, WEIGHTS_OIHW};
  }
}
