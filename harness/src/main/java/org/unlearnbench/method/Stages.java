package org.unlearnbench.method;

import java.util.List;
import java.util.Set;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * The stages of a network in its order: the modules at the top of its names. Of a ResNet-18 they
 * are conv1, bn1, layer1, layer2, layer3, layer4, fc.
 *
 * @param names of the stages
 */
public record Stages(List<String> names) {

  public Stages {
    names = List.copyOf(names);
  }

  public static Stages of(ParameterLayout layout) {
    return new Stages(layout.tensors().stream().map(Stages::stageOf).distinct().toList());
  }

  /**
   * The last {@code k} stages, the output layer among them.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Set<String> last(int k) {
    if (k > names.size()) {
      throw new IllegalArgumentException(
          "k is " + k + ", but the network has " + names.size() + " stages: " + names);
    }
    return Set.copyOf(names.subList(names.size() - k, names.size()));
  }

  /** The stage a tensor belongs to. */
  public static String stageOf(Tensor tensor) {
    return tensor.name().substring(0, tensor.name().indexOf('.'));
  }
}
