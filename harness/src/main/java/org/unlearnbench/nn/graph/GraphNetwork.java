package org.unlearnbench.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.LayerHook;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.Kernels;

/** A network that runs on a {@link ComputationGraph} of operators. */
final class GraphNetwork implements Network {
  /** Values per call of a chunked update: both chunks stay in the first-level cache. */
  private static final int CHUNK = 2048;

  private final NetworkSpec spec;
  private final Graph graph;
  private final Pass pass;
  private final List<Operator> operators;
  private final ParameterLayout layout;
  private final Supplier<GraphNetwork> maker;
  private final List<String> layers;
  private final Buffer input = new Buffer();
  private final Buffer epsilon = new Buffer();

  /**
   * A network with all parameters zero.
   *
   * @param output the layer whose results are the logits
   * @param kernels the backend, for this network alone
   * @param maker makes an equal network with parameters of its own
   */
  GraphNetwork(
      NetworkSpec spec,
      GraphBuilder builder,
      String output,
      Kernels kernels,
      Supplier<GraphNetwork> maker) {
    this.spec = spec;
    this.pass = new Pass(kernels);
    this.operators = builder.operators();
    this.maker = maker;
    this.layers = builder.layers();
    this.graph = new Graph(builder.configuration(output, pass));
    graph.init();
    graph.initGradientsView();
    this.layout = layoutOf(graph, builder);
  }

  private static ParameterLayout layoutOf(Graph graph, GraphBuilder builder) {
    List<Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (name.equals(GraphBuilder.INPUT)) {
        continue;
      }
      Operator operator = builder.operator(name);
      for (Tensor tensor : operator.tensors()) {
        tensors.add(
            new Tensor(tensor.name(), tensor.role(), tensor.shape(), offset + tensor.offset()));
      }
      offset += operator.parameterCount();
    }
    return new ParameterLayout(tensors);
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public float[][] forward(Batch batch, Mode mode) {
    int n = batch.size();
    if (n < (mode == Mode.TRAIN ? 2 : 1)) {
      throw new IllegalArgumentException("a batch of " + n + " in " + mode + " mode");
    }
    INDArray x = input.get(n, 3, spec.imageSize(), spec.imageSize());
    if (batch.pixels().length != x.length()) {
      throw new IllegalArgumentException(
          batch.pixels().length + " pixel values for " + n + " images of " + spec);
    }
    Floats.write(batch.pixels(), x);
    pass.forward(mode);
    float[] flat = Floats.copyOf(graph.forward(x));
    float[][] logits = new float[n][spec.outputs()];
    for (int i = 0; i < n; i++) {
      System.arraycopy(flat, i * spec.outputs(), logits[i], 0, spec.outputs());
      if (pass.lost().get(i)) {
        Arrays.fill(logits[i], Float.NaN);
      }
    }
    return logits;
  }

  @Override
  public void backward(float[][] dLogits, Want want) {
    INDArray array = epsilon.get(dLogits.length, spec.outputs());
    float[] flat = new float[dLogits.length * spec.outputs()];
    for (int i = 0; i < dLogits.length; i++) {
      System.arraycopy(dLogits[i], 0, flat, i * spec.outputs(), spec.outputs());
    }
    Floats.write(flat, array);
    pass.backward(want);
    graph.backward(array);
  }

  @Override
  public float[] gradient() {
    return Floats.copyOf(graph.gradients());
  }

  @Override
  public void setGradient(float[] gradient) {
    checkLength(gradient);
    Floats.write(gradient, graph.gradients());
  }

  @Override
  public float[] inputGradient() {
    if (!pass.wantsInput()) {
      throw new IllegalStateException("the last backward pass was not asked for it");
    }
    return Floats.copyOf(graph.getVertex(GraphBuilder.INPUT).getEpsilon());
  }

  @Override
  public float[] parameters() {
    return Floats.copyOf(graph.parameters());
  }

  @Override
  public void setParameters(float[] parameters) {
    checkLength(parameters);
    Floats.write(parameters, graph.parameters());
    operators.forEach(Operator::parametersChanged);
  }

  private void checkLength(float[] vector) {
    if (vector.length != layout.length()) {
      throw new IllegalArgumentException(
          vector.length + " values for " + layout.length() + " parameters");
    }
  }

  @Override
  public void update(ChunkUpdate update) {
    FloatPointer parameters = Floats.forReading(graph.parameters());
    FloatPointer gradients = Floats.forReading(graph.gradients());
    float[] p = new float[CHUNK];
    float[] g = new float[CHUNK];
    for (int offset = 0; offset < layout.length(); offset += CHUNK) {
      int length = Math.min(CHUNK, layout.length() - offset);
      parameters.position(offset).get(p, 0, length);
      gradients.position(offset).get(g, 0, length);
      update.apply(offset, length, p, g);
      parameters.put(p, 0, length);
    }
    Floats.written(graph.parameters());
    operators.forEach(Operator::parametersChanged);
  }

  @Override
  public List<String> layers() {
    return layers;
  }

  @Override
  public LayerHook.Handle hook(List<String> names, LayerHook hook) {
    Map<String, Pass.Watch> watches = new LinkedHashMap<>();
    for (String name : names) {
      String last = null;
      for (String layer : layers) {
        last = layer.equals(name) || layer.startsWith(name + ".") ? layer : last;
      }
      if (last == null) {
        throw new IllegalArgumentException(
            "no layer or stage is called '" + name + "', " + Nearest.hint(name, layers));
      }
      watches.put(last, new Pass.Watch(name, hook));
    }
    watches.forEach(pass::add);
    return () -> watches.forEach(pass::remove);
  }

  @Override
  public Network copy() {
    GraphNetwork copy = maker.get();
    copy.setParameters(parameters());
    return copy;
  }

  @Override
  public void close() {
    input.release();
    epsilon.release();
    operators.forEach(Operator::release);
    pass.kernels().release();
    graph.release();
  }

  /** Opens up what DL4J keeps protected, and keeps its per-call copies out of the way. */
  private static final class Graph extends ComputationGraph {
    private static final long serialVersionUID = 1L;

    Graph(ComputationGraphConfiguration configuration) {
      super(configuration);
    }

    INDArray forward(INDArray x) {
      String output = configuration.getNetworkOutputs().get(0);
      // "train" only chooses among DL4J's workspace modes here; operators ask the Pass.
      return feedForward(new INDArray[] {x}, false, false).get(output);
    }

    void backward(INDArray dLogits) {
      calcBackpropGradients(false, false, dLogits);
    }

    INDArray parameters() {
      return alive(flattenedParams);
    }

    INDArray gradients() {
      return alive(flattenedGradients);
    }

    private static INDArray alive(INDArray vector) {
      if (vector.wasClosed()) {
        throw new IllegalStateException("the network is closed");
      }
      return vector;
    }

    void release() {
      if (!flattenedParams.wasClosed()) {
        flattenedParams.close();
        flattenedGradients.close();
      }
    }
  }
}
