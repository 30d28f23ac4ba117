package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.Kernels.Pool;
import org.unlearnbench.nn.kernel.WindowShape;

/** Max pooling, or the mean over all pixels. */
final class PoolOperator extends KernelOperator<Pool> {
  private final WindowShape window;

  /**
   * @param window of max pooling; null for the mean
   */
  private PoolOperator(ActivationShape input, ActivationShape output, WindowShape window) {
    super(input, output, List.of());
    this.window = window;
  }

  static PoolOperator max(WindowShape window) {
    return new PoolOperator(window.input(), window.output(), window);
  }

  static PoolOperator average(ActivationShape input) {
    return new PoolOperator(input, new ActivationShape(input.n(), input.channels(), 1), null);
  }

  @Override
  Pool make(Kernels backend, int n) {
    return window == null
        ? backend.averagePool(input().withBatch(n))
        : backend.maxPool(window.withBatch(n));
  }

  @Override
  protected INDArray forward(INDArray[] inputs, Pass pass) {
    INDArray result = result(images(inputs[0]));
    kernel(inputs[0], pass).forward(inputs[0], result);
    return result;
  }

  @Override
  protected INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    INDArray result = inputGradient(images(inputs[0]));
    kernel(inputs[0], pass).backward(epsilon, result);
    return new INDArray[] {result};
  }
}
