package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.kernel.MaxPool;

/** {@code maxpool2d} and {@code maxpool2d_bp}. */
final class Nd4jMaxPool implements MaxPool {
  /** Kernel, stride, padding, dilation (height, width each), same mode, unused, NCHW. */
  private static final int[] ARGUMENTS = {3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0};

  private INDArray input;

  @Override
  public void forward(INDArray x, INDArray y) {
    input = x;
    Nd4j.exec(
        DynamicCustomOp.builder("maxpool2d")
            .addInputs(x)
            .addOutputs(y)
            .addIntegerArguments(ARGUMENTS)
            .build());
  }

  @Override
  public void backward(INDArray dy, INDArray dx) {
    Nd4j.exec(
        DynamicCustomOp.builder("maxpool2d_bp")
            .addInputs(input, dy)
            .addOutputs(dx)
            .addIntegerArguments(ARGUMENTS)
            .build());
  }
}
