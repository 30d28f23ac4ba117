package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.Kernels.AddRelu;

/** The end of a residual block: max(0, branch + skip). */
final class AddReluOperator extends KernelOperator<AddRelu> {
  private INDArray result;

  AddReluOperator(ActivationShape shape) {
    super(shape, shape, List.of());
  }

  @Override
  AddRelu make(Kernels backend, int n) {
    return backend.addRelu(input().withBatch(n));
  }

  @Override
  protected INDArray forward(INDArray[] inputs, Pass pass) {
    result = result(images(inputs[0]));
    kernel(inputs[0], pass).forward(inputs[0], inputs[1], result);
    return result;
  }

  /**
   * One array serves both inputs. DL4J adds the gradients of a vertex with two readers in place, so
   * the skip's copy is changed later, but only after the branch, which comes first in the backward
   * order, has read it.
   */
  @Override
  protected INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    INDArray both = inputGradient(images(inputs[0]));
    kernel(inputs[0], pass).backward(result, epsilon, both);
    return new INDArray[] {both, both};
  }
}
