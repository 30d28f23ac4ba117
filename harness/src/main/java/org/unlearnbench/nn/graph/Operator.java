package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * What one vertex computes. Results live in buffers the operator owns and reuses: they are valid
 * until its next call.
 */
interface Operator {

  /** Its parameters, offsets counted from the first of them; empty by default. */
  default List<Tensor> tensors() {
    return List.of();
  }

  /** Number of parameter values. */
  default int parameterCount() {
    return tensors().stream().mapToInt(Tensor::length).sum();
  }

  /** Hands over the operator's part of the network's flat parameter vector. */
  default void bindParameters(INDArray view) {}

  /** Hands over the operator's part of the network's flat gradient vector. */
  default void bindGradient(INDArray view) {}

  /** Tells that parameters were changed from outside. */
  default void parametersChanged() {}

  /** Frees the memory of its buffers. */
  void release();

  INDArray forward(INDArray[] inputs, Pass pass);

  /**
   * @param inputs those of the forward pass
   * @param epsilon gradient with respect to the output
   * @return gradient with respect to every input; null entries where nobody wants it
   */
  INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass);
}
