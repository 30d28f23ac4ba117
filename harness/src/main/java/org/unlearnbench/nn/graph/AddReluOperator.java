package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AddRelu;
import org.unlearnbench.nn.kernel.Kernels;

/** The end of a residual block: max(0, branch + skip). */
final class AddReluOperator implements Operator {
  private final Kernels kernels;
  private final ActivationShape shape;
  private final Map<Integer, AddRelu> bySize = new HashMap<>();
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();
  private INDArray result;

  AddReluOperator(Kernels kernels, ActivationShape shape) {
    this.kernels = kernels;
    this.shape = shape;
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
    result = y.get(n, shape.channels(), shape.size(), shape.size());
    kernel(n).forward(inputs[0], inputs[1], result);
    return result;
  }

  /**
   * One array serves both inputs. DL4J adds the gradients of a vertex with two readers in place, so
   * the skip's copy is changed later, but only after the branch, which comes first in the backward
   * order, has read it.
   */
  @Override
  public INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    int n = (int) inputs[0].size(0);
    INDArray both = dx.get(n, shape.channels(), shape.size(), shape.size());
    kernel(n).backward(result, epsilon, both);
    return new INDArray[] {both, both};
  }

  private AddRelu kernel(int n) {
    return bySize.computeIfAbsent(n, size -> kernels.addRelu(shape.withBatch(size)));
  }
}
