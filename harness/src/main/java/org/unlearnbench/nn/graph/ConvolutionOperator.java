package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Convolution;
import org.unlearnbench.nn.kernel.ConvolutionShape;
import org.unlearnbench.nn.kernel.Kernels;

/** A convolution without bias. */
final class ConvolutionOperator implements Operator {
  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final List<Tensor> tensors;
  private final boolean first;
  private final Map<Integer, Convolution> bySize = new HashMap<>();
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();
  private INDArray weights;
  private INDArray dWeights;

  /**
   * @param shape for any batch size
   * @param first whether its input is the network's: then the input gradient is an attack's matter
   */
  ConvolutionOperator(Kernels kernels, String name, ConvolutionShape shape, boolean first) {
    this.kernels = kernels;
    this.shape = shape;
    this.first = first;
    List<Integer> dims =
        List.of(shape.outChannels(), shape.input().channels(), shape.kernel(), shape.kernel());
    this.tensors = List.of(new Tensor(name + ".weight", Role.CONVOLUTION, dims, 0));
  }

  @Override
  public List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public void bindParameters(INDArray view) {
    weights = view;
  }

  @Override
  public void bindGradient(INDArray view) {
    dWeights = view;
  }

  @Override
  public void parametersChanged() {
    bySize.values().forEach(Convolution::weightsChanged);
  }

  @Override
  public void release() {
    bySize.clear();
    y.release();
    dx.release();
  }

  @Override
  public INDArray forward(INDArray[] inputs, Pass pass) {
    int n = (int) inputs[0].size(0);
    ActivationShape out = shape.output();
    INDArray result = y.get(n, out.channels(), out.size(), out.size());
    kernel(n).forward(inputs[0], weights, result);
    return result;
  }

  @Override
  public INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    int n = (int) inputs[0].size(0);
    Convolution kernel = kernel(n);
    if (pass.wantsParameters()) {
      kernel.backwardWeights(inputs[0], epsilon, dWeights);
    }
    if (first && !pass.wantsInput()) {
      return new INDArray[] {null};
    }
    ActivationShape in = shape.input();
    INDArray result = dx.get(n, in.channels(), in.size(), in.size());
    kernel.backwardInput(epsilon, weights, result);
    return new INDArray[] {result};
  }

  private Convolution kernel(int n) {
    Convolution known = bySize.get(n);
    if (known == null) {
      known =
          bySize.isEmpty()
              ? kernels.convolution(shape.withBatch(n))
              : bySize.values().iterator().next().withBatch(n);
      bySize.put(n, known);
    }
    return known;
  }
}
