package org.unlearnbench.nn.graph;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.unlearnbench.nn.Initializer;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkFootprint;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.Kernels;

/** A kind of network made of layers: says what they are, and has everything else from here. */
public abstract class GraphFactory implements NetworkFactory {

  /**
   * Adds the layers of a network.
   *
   * @return name of the layer whose results are the logits, {@link NetworkSpec#outputs()} of them
   */
  protected abstract String addLayers(GraphBuilder graph, NetworkSpec spec);

  @Override
  public final Network create(NetworkSpec spec, RandomGenerator random) {
    Network network = create(spec);
    float[] parameters = network.parameters();
    Initializer.initialize(network.layout(), parameters, random);
    network.setParameters(parameters);
    return network;
  }

  /** A network with all parameters zero, on the backend of this process. */
  public final Network create(NetworkSpec spec) {
    return create(spec, Nd4jBackend.kernels());
  }

  /**
   * A network with all parameters zero, on given kernels.
   *
   * @param backend makes the kernels of this network, and those of each of its copies
   */
  public final Network create(NetworkSpec spec, Supplier<Kernels> backend) {
    return build(spec, backend);
  }

  private GraphNetwork build(NetworkSpec spec, Supplier<Kernels> backend) {
    GraphBuilder graph = new GraphBuilder(spec);
    String output = addLayers(graph, spec);
    return new GraphNetwork(spec, graph, output, backend.get(), () -> build(spec, backend));
  }

  @Override
  public final Optional<NetworkFootprint> footprint(NetworkSpec spec) {
    GraphBuilder graph = new GraphBuilder(spec);
    addLayers(graph, spec);
    return Optional.of(graph.footprint());
  }
}
