package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.Kernels.Convolution;
import org.unlearnbench.nn.kernel.WindowShape;

/** A convolution without bias. */
final class ConvolutionOperator extends KernelOperator<Convolution> {
  private final WindowShape shape;
  private final boolean first;
  private INDArray weights;
  private INDArray dWeights;

  /**
   * @param first whether its input is the network's: then the input gradient is an attack's matter
   */
  ConvolutionOperator(String name, WindowShape shape, boolean first) {
    super(shape.input(), shape.output(), tensors(name, shape));
    this.shape = shape;
    this.first = first;
  }

  private static List<Tensor> tensors(String name, WindowShape shape) {
    List<Integer> dims =
        List.of(shape.outChannels(), shape.input().channels(), shape.kernel(), shape.kernel());
    return List.of(new Tensor(name + ".weight", Role.CONVOLUTION, dims, 0));
  }

  @Override
  Convolution make(Kernels backend, int n) {
    return kernels().isEmpty()
        ? backend.convolution(shape.withBatch(n))
        : kernels().iterator().next().withBatch(n);
  }

  @Override
  protected void bindParameters(INDArray view) {
    weights = view;
  }

  @Override
  protected void bindGradient(INDArray view) {
    dWeights = view;
  }

  @Override
  protected void parametersChanged() {
    kernels().forEach(Convolution::weightsChanged);
  }

  @Override
  protected INDArray forward(INDArray[] inputs, Pass pass) {
    INDArray result = result(images(inputs[0]));
    kernel(inputs[0], pass).forward(inputs[0], weights, result);
    return result;
  }

  @Override
  protected INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    Convolution kernel = kernel(inputs[0], pass);
    if (pass.wantsParameters()) {
      kernel.backwardWeights(inputs[0], epsilon, dWeights);
    }
    if (first && !pass.wantsInput()) {
      return new INDArray[] {null};
    }
    INDArray result = inputGradient(images(inputs[0]));
    kernel.backwardInput(epsilon, weights, result);
    return new INDArray[] {result};
  }
}
