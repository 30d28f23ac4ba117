package org.unlearnbench.nn.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.buffer.DataType;

/** Collects operators and their connections into a graph configuration. */
final class GraphBuilder {
  static final String INPUT = "input";

  private final Pass pass = new Pass();
  private final Map<String, Operator> operators = new LinkedHashMap<>();
  private final ComputationGraphConfiguration.GraphBuilder builder =
      new NeuralNetConfiguration.Builder()
          .dataType(DataType.FLOAT)
          // Operators own their memory; there is nothing a workspace could hold.
          .trainingWorkspaceMode(WorkspaceMode.NONE)
          .inferenceWorkspaceMode(WorkspaceMode.NONE)
          .graphBuilder()
          .addInputs(INPUT);

  /** Adds an operator reading the named vertices; returns its name. */
  String add(String name, Operator operator, String... inputs) {
    operators.put(name, operator);
    builder.addVertex(name, new OperatorConf(operator, pass, inputs.length), inputs);
    return name;
  }

  ComputationGraphConfiguration build(String output) {
    return builder.setOutputs(output).build();
  }

  Pass pass() {
    return pass;
  }

  /** Operators by vertex name. */
  Map<String, Operator> operators() {
    return operators;
  }
}
