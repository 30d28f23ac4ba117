package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.MaxPool;

/** 3x3 max pooling, stride 2, padding 1. */
final class MaxPoolOperator implements Operator {
  private final Kernels kernels;
  private final ActivationShape input;
  private final ActivationShape output;
  private final Map<Integer, MaxPool> bySize = new HashMap<>();
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();

  MaxPoolOperator(Kernels kernels, ActivationShape input) {
    this.kernels = kernels;
    this.input = input;
    this.output = new ActivationShape(input.n(), input.channels(), outputSize(input.size()));
  }

  static int outputSize(int inputSize) {
    return (inputSize - 1) / 2 + 1;
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
    INDArray result = y.get(n, output.channels(), output.size(), output.size());
    kernel(n).forward(inputs[0], result);
    return result;
  }

  @Override
  public INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    int n = (int) inputs[0].size(0);
    INDArray result = dx.get(n, input.channels(), input.size(), input.size());
    kernel(n).backward(epsilon, result);
    return new INDArray[] {result};
  }

  private MaxPool kernel(int n) {
    return bySize.computeIfAbsent(n, size -> kernels.maxPool(input.withBatch(size)));
  }
}
