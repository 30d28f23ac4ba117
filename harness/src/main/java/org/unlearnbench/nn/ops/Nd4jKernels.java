package org.unlearnbench.nn.ops;

import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AddRelu;
import org.unlearnbench.nn.kernel.AveragePool;
import org.unlearnbench.nn.kernel.BatchNorm;
import org.unlearnbench.nn.kernel.Convolution;
import org.unlearnbench.nn.kernel.ConvolutionShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.MaxPool;

/** ND4J operations on plain NCHW arrays. */
public final class Nd4jKernels implements Kernels {

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new Nd4jConvolution(shape);
  }

  @Override
  public BatchNorm batchNorm(ActivationShape shape, boolean relu) {
    return new Nd4jBatchNorm(shape, relu);
  }

  @Override
  public MaxPool maxPool(ActivationShape input) {
    return new Nd4jMaxPool();
  }

  @Override
  public AddRelu addRelu(ActivationShape shape) {
    return new Nd4jAddRelu();
  }

  @Override
  public AveragePool averagePool(ActivationShape input) {
    return new Nd4jAveragePool(input);
  }

  @Override
  public void release() {} // they keep no memory
}
