package org.unlearnbench.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.graph.ResNet18Factory;

/** What a step moves and what it must not. */
class SgdTests {
  private static final NetworkSpec SPEC = new NetworkSpec("resnet18", 2, 32, 3);

  private final Network network = new ResNet18Factory().create(SPEC, new SplittableRandom(1));

  @Test
  void frozenWeightsStayBitIdenticalUnderMomentumAndWeightDecay() {
    float[] before = network.parameters();
    UpdateMask mask = UpdateMask.only(network.layout(), t -> t.name().startsWith("layer4"));
    Sgd sgd = new Sgd(network.layout(), 0.9, 5e-4, mask);
    for (int step = 0; step < 5; step++) {
      network.setGradient(noise(step));
      sgd.step(network, 0.1);
    }
    float[] after = network.parameters();
    for (Tensor tensor : network.layout().tensors()) {
      boolean free = tensor.name().startsWith("layer4") && tensor.role().trainable();
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (free) {
          assertThat(after[i]).as(tensor.name()).isNotEqualTo(before[i]);
        } else {
          assertThat(Float.floatToRawIntBits(after[i]))
              .as(tensor.name())
              .isEqualTo(Float.floatToRawIntBits(before[i]));
        }
      }
    }
  }

  @Test
  void aMaskOfOnesIsNoMask() {
    Network other = network.copy();
    float[] ones = new float[network.layout().length()];
    java.util.Arrays.fill(ones, 1f);
    Sgd plain = new Sgd(network.layout(), 0.9, 5e-4);
    Sgd masked = new Sgd(network.layout(), 0.9, 5e-4, UpdateMask.of(ones));
    for (int step = 0; step < 3; step++) {
      network.setGradient(noise(step));
      other.setGradient(noise(step));
      plain.step(network, 0.1);
      masked.step(other, 0.1);
    }
    float[] a = network.parameters();
    float[] b = other.parameters();
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void aFractionalFactorScalesTheGradient() {
    float[] before = network.parameters();
    float[] tenth = new float[network.layout().length()];
    java.util.Arrays.fill(tenth, 0.5f);
    network.setGradient(noise(0));
    new Sgd(network.layout(), 0, 0, UpdateMask.of(tenth)).step(network, 0.25);
    Tensor fc = network.layout().tensor("fc.weight");
    float expected = before[fc.offset()] - 0.25f * (0.5f * noise(0)[fc.offset()]);
    assertThat(network.parameters()[fc.offset()]).isEqualTo(expected);
  }

  @Test
  void runningStatisticsAreNotAnOptimisersMatter() {
    float[] before = network.parameters();
    network.setGradient(noise(0));
    new Sgd(network.layout(), 0, 0.1).step(network, 1);
    float[] after = network.parameters();
    for (Tensor tensor : network.layout().tensors()) {
      assertThat(after[tensor.offset()] == before[tensor.offset()])
          .as(tensor.name())
          .isEqualTo(!tensor.role().trainable());
    }
  }

  @Test
  void aMaskOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new Sgd(network.layout(), 0, 0, UpdateMask.of(1f, 1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a mask of 2");
  }

  private float[] noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] gradient = new float[network.layout().length()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) random.nextDouble(0.1, 1);
    }
    return gradient;
  }
}
