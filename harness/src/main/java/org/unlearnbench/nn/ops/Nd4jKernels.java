package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.WindowShape;

/** ND4J operations on plain NCHW arrays. */
public final class Nd4jKernels implements Kernels {

  @Override
  public Convolution convolution(WindowShape shape) {
    return new Nd4jConvolution(shape);
  }

  @Override
  public BatchNorm batchNorm(ActivationShape shape, boolean relu) {
    return new Nd4jBatchNorm(shape, relu);
  }

  @Override
  public Pool maxPool(WindowShape shape) {
    return new MaxPool(shape);
  }

  @Override
  public Pool averagePool(ActivationShape input) {
    return new AveragePool(input);
  }

  @Override
  public AddRelu addRelu(ActivationShape shape) {
    return new SumAndRelu();
  }

  @Override
  public void release() {} // they keep no memory

  /** {@code maxpool2d} and {@code maxpool2d_bp}. */
  private static final class MaxPool implements Pool {
    private final int[] arguments;
    private INDArray input;

    MaxPool(WindowShape shape) {
      int k = shape.kernel();
      int s = shape.stride();
      int p = shape.padding();
      // Kernel, stride, padding, dilation (height, width each), same mode, unused, NCHW.
      arguments = new int[] {k, k, s, s, p, p, 1, 1, 0, 0, 0};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
      input = x;
      Nd4j.exec(
          DynamicCustomOp.builder("maxpool2d")
              .addInputs(x)
              .addOutputs(y)
              .addIntegerArguments(arguments)
              .build());
    }

    @Override
    public void backward(INDArray dy, INDArray dx) {
      Nd4j.exec(
          DynamicCustomOp.builder("maxpool2d_bp")
              .addInputs(input, dy)
              .addOutputs(dx)
              .addIntegerArguments(arguments)
              .build());
    }
  }

  /** A mean over rows and columns. */
  private record AveragePool(ActivationShape input) implements Pool {

    @Override
    public void forward(INDArray x, INDArray y) {
      y.assign(x.mean(true, 2, 3));
    }

    @Override
    public void backward(INDArray dy, INDArray dx) {
      long pixels = (long) input.size() * input.size();
      INDArray share = dy.div(pixels).reshape('c', dy.size(0), dy.size(1), 1, 1);
      dx.assign(share.broadcast(dx.shape()));
    }
  }

  private static final class SumAndRelu implements AddRelu {

    @Override
    public void forward(INDArray a, INDArray b, INDArray y) {
      Transforms.relu(a.addi(b, y), false);
    }

    @Override
    public void backward(INDArray y, INDArray dy, INDArray dx) {
      dx.assign(dy.mul(y.gt(0).castTo(dy.dataType())));
    }
  }
}
