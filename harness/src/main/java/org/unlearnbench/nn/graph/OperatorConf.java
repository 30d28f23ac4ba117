package org.unlearnbench.nn.graph;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration side of a vertex: carries the operator into the graph. It is built for one
 * graph and never serialised; checkpoints hold parameters only.
 */
final class OperatorConf extends GraphVertex {
  private final transient Operator operator;
  private final transient Pass pass;
  private final int inputs;

  OperatorConf(Operator operator, Pass pass, int inputs) {
    this.operator = operator;
    this.pass = pass;
    this.inputs = inputs;
  }

  @Override
  public long numParams(boolean backprop) {
    return operator.parameterCount();
  }

  @Override
  public int minVertexInputs() {
    return inputs;
  }

  @Override
  public int maxVertexInputs() {
    return inputs;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    return new OperatorVertex(graph, name, index, operator, pass, paramsView, dataType);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    throw new IllegalStateException("shapes are the operators' own matter");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    throw new IllegalStateException("memory is the operators' own matter");
  }

  @Override
  public GraphVertex clone() {
    throw new IllegalStateException("an operator belongs to one graph");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
