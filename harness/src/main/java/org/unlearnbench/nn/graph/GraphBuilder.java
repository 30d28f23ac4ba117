package org.unlearnbench.nn.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.unlearnbench.nn.NetworkFootprint;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.WindowShape;

/**
 * Collects operators and their connections. Every method adds one layer, named as PyTorch names the
 * module it stands for, and returns that name for the next layer to read; shapes follow from the
 * image's size. Nothing takes memory before a network is made of it.
 */
public final class GraphBuilder {
  /** The name of the images, [n, 3, size, size]. */
  public static final String INPUT = "input";

  private final NetworkSpec spec;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private record Node(Operator operator, List<String> inputs) {}

  GraphBuilder(NetworkSpec spec) {
    this.spec = spec;
  }

  /** A square convolution without bias. */
  public String convolution(
      String name, String input, int channels, int kernel, int stride, int padding) {
    WindowShape shape = new WindowShape(shape(input), channels, kernel, stride, padding);
    return add(name, new ConvolutionOperator(name, shape, input.equals(INPUT)), input);
  }

  /**
   * Batch normalisation, see PyTorch's {@code BatchNorm2d}.
   *
   * @param relu whether max(0, .) of it is the result
   */
  public String batchNorm(String name, String input, boolean relu) {
    return add(name, new BatchNormOperator(name, shape(input), relu), input);
  }

  /** Max pooling over square windows. */
  public String maxPool(String name, String input, int kernel, int stride, int padding) {
    ActivationShape in = shape(input);
    WindowShape window = new WindowShape(in, in.channels(), kernel, stride, padding);
    return add(name, PoolOperator.max(window), input);
  }

  /** The mean over all pixels. */
  public String averagePool(String name, String input) {
    return add(name, PoolOperator.average(shape(input)), input);
  }

  /** The end of a residual block: max(0, branch + skip). */
  public String addRelu(String name, String branch, String skip) {
    return add(name, new AddReluOperator(shape(branch)), branch, skip);
  }

  /** A fully connected layer with bias, of an input that is one pixel in size. */
  public String linear(String name, String input, int outputs) {
    return add(name, new LinearOperator(name, shape(input).channels(), outputs), input);
  }

  /**
   * Adds an operator of one's own, which reads the named layers.
   *
   * @throws IllegalArgumentException if the name is taken, or an input has another shape than the
   *     operator expects
   */
  public String add(String name, Operator operator, String... inputs) {
    for (String input : inputs) {
      if (!shape(input).equals(operator.input())) {
        throw new IllegalArgumentException(
            name + " reads " + input + " of " + shape(input) + ", expected " + operator.input());
      }
    }
    if (name.equals(INPUT)
        || nodes.putIfAbsent(name, new Node(operator, List.of(inputs))) != null) {
      throw new IllegalArgumentException("two layers are called " + name);
    }
    return name;
  }

  /**
   * The shape of a layer's output, for one image.
   *
   * @throws IllegalArgumentException if there is no such layer yet
   */
  public ActivationShape shape(String name) {
    if (name.equals(INPUT)) {
      return new ActivationShape(1, 3, spec.imageSize());
    }
    return operator(name).output();
  }

  Operator operator(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no layer " + name + " before the one that reads it");
    }
    return node.operator;
  }

  /** The names of all layers, in the order they were added. */
  List<String> layers() {
    return List.copyOf(nodes.keySet());
  }

  /** All operators, in the order they were added. */
  List<Operator> operators() {
    return nodes.values().stream().map(Node::operator).toList();
  }

  /** Every layer keeps its output and the gradient of its input; the images are kept, too. */
  NetworkFootprint footprint() {
    long parameters = 0;
    long forward = shape(INPUT).length() + spec.outputs(); // the gradient of the logits
    long backward = 0;
    for (Operator operator : operators()) {
      parameters += operator.parameterCount();
      forward += operator.output().length();
      backward += operator.input().length();
    }
    return new NetworkFootprint(parameters, forward, backward);
  }

  /**
   * DL4J's side of the graph.
   *
   * @param output the layer whose results are the logits
   */
  ComputationGraphConfiguration configuration(String output, Pass pass) {
    ComputationGraphConfiguration.GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            // Operators own their memory; there is nothing a workspace could hold.
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs(INPUT);
    nodes.forEach(
        (name, node) ->
            builder.addVertex(
                name,
                new OperatorVertex.Configuration(node.operator, pass, node.inputs.size()),
                node.inputs.toArray(String[]::new)));
    return builder.setOutputs(output).build();
  }
}
