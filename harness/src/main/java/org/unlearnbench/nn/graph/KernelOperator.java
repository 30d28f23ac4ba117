package org.unlearnbench.nn.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;

/** An operator that computes by a kernel of the backend, one for each number of images. */
abstract class KernelOperator<K> extends Operator {
  private final Map<Integer, K> bySize = new HashMap<>();

  KernelOperator(ActivationShape input, ActivationShape output, List<Tensor> tensors) {
    super(input, output, tensors);
  }

  /** Makes the kernel for n images. */
  abstract K make(Kernels backend, int n);

  /** The kernel for as many images as {@code input} has. */
  final K kernel(INDArray input, Pass pass) {
    int n = images(input);
    K known = bySize.get(n);
    if (known == null) {
      known = make(pass.kernels(), n);
      bySize.put(n, known);
    }
    return known;
  }

  /** All kernels made so far. */
  final Collection<K> kernels() {
    return bySize.values();
  }

  static int images(INDArray input) {
    return (int) input.size(0);
  }

  @Override
  protected void release() {
    bySize.clear();
    super.release();
  }
}
