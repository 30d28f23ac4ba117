package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AveragePool;
import org.unlearnbench.nn.kernel.Kernels;

/** Global average pooling to [n, c]. */
final class AveragePoolOperator implements Operator {
  private final Kernels kernels;
  private final ActivationShape input;
  private final Map<Integer, AveragePool> bySize = new HashMap<>();
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();

  AveragePoolOperator(Kernels kernels, ActivationShape input) {
    this.kernels = kernels;
    this.input = input;
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
    INDArray result = y.get(n, input.channels());
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

  private AveragePool kernel(int n) {
    return bySize.computeIfAbsent(n, size -> kernels.averagePool(input.withBatch(size)));
  }
}
