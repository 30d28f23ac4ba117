package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;

class StagesTests {

  @Test
  void ofAResNet() {
    try (Network network = new ResNet18Factory().create(new NetworkSpec("resnet18", 1, 32, 2))) {
      Stages stages = Stages.of(network.layout());
      assertThat(stages.names())
          .containsExactly("conv1", "bn1", "layer1", "layer2", "layer3", "layer4", "fc");
      assertThat(stages.last(3)).containsExactlyInAnyOrder("layer3", "layer4", "fc");
      assertThat(stages.last(0)).isEmpty();
      assertThat(stages.last(7)).hasSize(7);
      assertThatThrownBy(() -> stages.last(8)).hasMessageContaining("7 stages");
    }
  }
}
