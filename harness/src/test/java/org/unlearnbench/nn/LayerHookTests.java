package org.unlearnbench.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.LayerHook.Activation;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.ops.Nd4jKernels;

class LayerHookTests {
  private static final List<String> STAGES =
      List.of("layer1", "layer2.0.bn1", "layer3", "layer4", "avgpool", "fc");

  private final ResNet18Factory factory = new ResNet18Factory();
  private final NetworkSpec spec =
      NetworkSpec.of(
          "resnet18",
          ParameterValues.defaults(factory.info().parameters()).with("width", 16L),
          32,
          3);
  private final Batch batch = batch();

  private static Batch batch() {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[4 * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return new Batch(4, pixels, new int[][] {{0}, {1}, {2}, {0}});
  }

  /** What both directions of a pass show. */
  private static final class Seen implements LayerHook {
    final Map<String, Activation> results = new LinkedHashMap<>();
    final Map<String, Activation> gradients = new LinkedHashMap<>();

    @Override
    public void forward(String layer, Activation result) {
      results.put(layer, result);
    }

    @Override
    public void backward(String layer, Activation gradient) {
      gradients.put(layer, gradient);
    }
  }

  private static final float[][] SLOPES = {{1, 0, -1}, {0.5f, 0, 0}, {0, 2, 0}, {0, 0, 0}};

  @Test
  void showsStagesAndGradientsInPlainOrderWhateverTheBackend() {
    try (Network fast = factory.create(spec, new SplittableRandom(2));
        Network plain = factory.create(spec, Nd4jKernels::new)) {
      plain.setParameters(fast.parameters());
      Seen ours = new Seen();
      Seen theirs = new Seen();
      for (Map.Entry<Network, Seen> one : Map.of(fast, ours, plain, theirs).entrySet()) {
        one.getKey().hook(STAGES, one.getValue());
        one.getKey().forward(batch, Mode.EVAL);
        one.getKey().backward(SLOPES, Want.PARAMETERS);
      }
      assertThat(ours.results.keySet()).containsExactlyElementsOf(STAGES);
      assertThat(new ArrayList<>(ours.gradients.keySet()).get(0)).isEqualTo("fc");
      for (String stage : STAGES) {
        assertThat(ours.results.get(stage).values())
            .as(stage)
            .containsExactly(theirs.results.get(stage).values(), within(1e-4f));
        assertThat(ours.gradients.get(stage).values())
            .as("gradient of " + stage)
            .containsExactly(theirs.gradients.get(stage).values(), within(1e-5f));
      }
      Activation last = ours.results.get("layer4");
      assertThat(last.channels()).isEqualTo(128);
      assertThat(last.size()).isEqualTo(1);
      assertThat(last.means()[3][127]).isEqualTo(ours.results.get("avgpool").means()[3][127]);
      assertThat(ours.results.get("layer1").size()).isEqualTo(8);
    }
  }

  @Test
  void theGradientOfAStageIsTheLogitsTimesTheLastLayer() {
    try (Network network = factory.create(spec, new SplittableRandom(2))) {
      Seen seen = new Seen();
      network.hook(List.of("avgpool", "fc"), seen);
      float[][] logits = network.forward(batch, Mode.TRAIN);
      network.backward(SLOPES, Want.INPUT);
      float[] parameters = network.parameters();
      ParameterLayout.Tensor weight = network.layout().tensor("fc.weight");
      for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 3; k++) {
          assertThat(seen.results.get("fc").values()[i * 3 + k]).isEqualTo(logits[i][k]);
          assertThat(seen.gradients.get("fc").values()[i * 3 + k]).isEqualTo(SLOPES[i][k]);
        }
        for (int c = 0; c < 128; c++) {
          float expected = 0;
          for (int k = 0; k < 3; k++) {
            expected += SLOPES[i][k] * parameters[weight.offset() + k * 128 + c];
          }
          assertThat(seen.gradients.get("avgpool").means()[i][c])
              .isCloseTo(expected, within(1e-5f));
        }
      }
    }
  }

  @Test
  void looksUntilItIsClosedAndChangesNothing() {
    try (Network network = factory.create(spec, new SplittableRandom(2))) {
      float[][] before = network.forward(batch, Mode.EVAL);
      Seen seen = new Seen();
      try (LayerHook.Handle handle = network.hook(List.of("layer1"), seen)) {
        assertThat(handle).isNotNull();
        assertThat(network.forward(batch, Mode.EVAL)).isDeepEqualTo(before);
        assertThat(seen.results).hasSize(1);
        seen.results.clear();
        try (Network copy = network.copy()) {
          copy.forward(batch, Mode.EVAL);
        }
      }
      network.forward(batch, Mode.EVAL);
      assertThat(seen.results).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.hook(List.of("layer5"), seen))
          .withMessageStartingWith("no layer or stage is called 'layer5', ");
      assertThat(network.layers()).startsWith("conv1", "bn1", "maxpool").endsWith("avgpool", "fc");
    }
  }
}
