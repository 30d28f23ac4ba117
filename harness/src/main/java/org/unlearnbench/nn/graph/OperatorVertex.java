package org.unlearnbench.nn.graph;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of the running graph: hands DL4J's calls on to its operator. */
@SuppressWarnings("overrides") // DL4J's own: an array parameter implements a variable-arity one
final class OperatorVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient Operator operator;
  private final transient Pass pass;
  private final transient INDArray parameters;
  private transient INDArray gradients;

  OperatorVertex(
      ComputationGraph graph,
      String name,
      int index,
      Operator operator,
      Pass pass,
      INDArray parameters,
      DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.operator = operator;
    this.pass = pass;
    this.parameters = parameters;
    if (parameters != null) {
      operator.bindParameters(parameters);
    }
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray result = operator.forward(inputs, pass);
    pass.computed(vertexName, operator.output(), result);
    return result;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    pass.differentiated(vertexName, operator.output(), epsilon);
    return new Pair<>(new DefaultGradient(), operator.backward(inputs, epsilon, pass));
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = view;
    operator.bindGradient(view);
  }

  @Override
  public INDArray params() {
    return parameters;
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(null, currentMaskState);
  }

  // The superclass compares contents, and the graph keeps vertices in maps.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return vertexName + ": " + operator.getClass().getSimpleName();
  }

  /**
   * The configuration side of a vertex: carries the operator into the graph. It is built for one
   * graph and never serialised; checkpoints hold parameters only.
   */
  static final class Configuration extends GraphVertex {
    private static final long serialVersionUID = 1L;

    private final transient Operator operator;
    private final transient Pass pass;
    private final int inputs;

    Configuration(Operator operator, Pass pass, int inputs) {
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
}
