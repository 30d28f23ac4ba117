package org.unlearnbench.nn;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.nn.graph.Networks;
import org.unlearnbench.nn.graph.ResNet18Footprint;

/** ResNet-18 as torchvision's, trained from scratch. */
public final class ResNet18Factory implements NetworkFactory {
  private static final Info INFO =
      new Info(
          "resnet18",
          "ResNet-18",
          "torchvision's ResNet-18 for any base width and input size, initialised as torchvision"
              + " does",
          "He et al. 2016, arXiv 1512.03385; torchvision.models.resnet18",
          Parameter.integer("width", 64, "channels of the first stage").atLeast(1).atMost(1024));

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public Network create(NetworkSpec spec, RandomGenerator random) {
    Network network = Networks.resNet18(spec);
    float[] parameters = network.parameters();
    Initializer.initialize(network.layout(), parameters, random);
    network.setParameters(parameters);
    return network;
  }

  @Override
  public Optional<NetworkFootprint> footprint(NetworkSpec spec) {
    return Optional.of(ResNet18Footprint.of(spec));
  }
}
