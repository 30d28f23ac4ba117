package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;

/**
 * What one vertex computes. Results live in buffers the operator owns and reuses: they are valid
 * until its next call. An operator takes no memory before its first pass, so that a graph can be
 * described, and its footprint counted, for nothing.
 */
public abstract class Operator {
  private final ActivationShape input;
  private final ActivationShape output;
  private final List<Tensor> tensors;
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();

  /**
   * @param input shape of every input, for any number of images
   * @param output shape of the result
   * @param tensors the parameters, offsets counted from the first of them
   */
  protected Operator(ActivationShape input, ActivationShape output, List<Tensor> tensors) {
    this.input = input;
    this.output = output;
    this.tensors = List.copyOf(tensors);
  }

  final ActivationShape input() {
    return input;
  }

  final ActivationShape output() {
    return output;
  }

  final List<Tensor> tensors() {
    return tensors;
  }

  /** Number of parameter values. */
  final int parameterCount() {
    return tensors.stream().mapToInt(Tensor::length).sum();
  }

  /** The array of the result for n images; contents are whatever was left there. */
  protected final INDArray result(int n) {
    return y.get(n, output.channels(), output.size(), output.size());
  }

  /** The array of an input's gradient for n images; contents are whatever was left there. */
  protected final INDArray inputGradient(int n) {
    return dx.get(n, input.channels(), input.size(), input.size());
  }

  /** Hands over the operator's part of the network's flat parameter vector; only if it has one. */
  protected void bindParameters(INDArray view) {}

  /** Hands over the operator's part of the network's flat gradient vector. */
  protected void bindGradient(INDArray view) {}

  /** Tells that parameters were changed from outside. */
  protected void parametersChanged() {}

  /** Frees the memory of its buffers. */
  protected void release() {
    y.release();
    dx.release();
  }

  protected abstract INDArray forward(INDArray[] inputs, Pass pass);

  /**
   * @param inputs those of the forward pass
   * @param epsilon gradient with respect to the output
   * @return gradient with respect to every input; null entries where nobody wants it
   */
  protected abstract INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass);
}
