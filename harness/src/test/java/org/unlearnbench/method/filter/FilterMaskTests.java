package org.unlearnbench.method.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.filter.FilterMask.Scope;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

class FilterMaskTests {

  @Test
  void everyConvolutionHasItsBatchNorm() {
    try (Network network = SmallSetting.of(false).originalNetwork()) {
      List<ConvolutionLayer> layers = ConvolutionLayer.of(network.layout(), true);
      assertThat(layers).hasSize(20);
      for (ConvolutionLayer layer : layers) {
        assertThat(layer.norm()).hasSize(4).allMatch(tensor -> tensor.length() == layer.filters());
      }
      assertThat(norm(layers, "conv1")).isEqualTo("bn1");
      assertThat(norm(layers, "layer2.0.conv2")).isEqualTo("layer2.0.bn2");
      assertThat(norm(layers, "layer3.0.downsample.0")).isEqualTo("layer3.0.downsample.1");
      assertThat(ConvolutionLayer.of(network.layout(), false))
          .isEqualTo(layers.subList(1, layers.size()));
    }
  }

  private static String norm(List<ConvolutionLayer> layers, String convolution) {
    return layers.stream()
        .filter(layer -> layer.weight().module().equals(convolution))
        .findFirst()
        .orElseThrow()
        .norm()
        .get(0)
        .module();
  }

  @Property(tries = 50)
  void takesTheRoundedShare(@ForAll @DoubleRange(min = 0, max = 1) double ratio) {
    try (Network network = SmallSetting.of(false).originalNetwork()) {
      List<ConvolutionLayer> layers = ConvolutionLayer.of(network.layout(), true);
      FilterMask mask = FilterMask.random(layers, ratio, Scope.PER_LAYER, new SplittableRandom(3));
      int all = 0;
      for (int l = 0; l < layers.size(); l++) {
        assertThat(mask.count(l)).isEqualTo(Math.round(ratio * layers.get(l).filters()));
        all += layers.get(l).filters();
      }
      FilterMask global = FilterMask.random(layers, ratio, Scope.GLOBAL, new SplittableRandom(3));
      int chosen = 0;
      for (int l = 0; l < layers.size(); l++) {
        chosen += global.count(l);
      }
      assertThat(chosen).isEqualTo(Math.round(ratio * all));
    }
  }

  @Test
  void takesTheLargestOrTheSmallest() {
    List<ConvolutionLayer> layers = List.of(layer("a", 0), layer("b", 4));
    FilterScores scores = new FilterScores(layers, new double[][] {{1, 4, 4, 2}, {9, 8, 7, 6}});
    assertThat(FilterMask.largest(scores, 0.25, Scope.PER_LAYER).masked())
        .isDeepEqualTo(new boolean[][] {{false, true, false, false}, {true, false, false, false}});
    assertThat(FilterMask.smallest(scores, 0.5, Scope.PER_LAYER).masked())
        .isDeepEqualTo(new boolean[][] {{true, false, false, true}, {false, false, true, true}});
    assertThat(FilterMask.largest(scores, 0.5, Scope.GLOBAL).masked())
        .isDeepEqualTo(new boolean[][] {{false, false, false, false}, {true, true, true, true}});
  }

  @Test
  void measures() {
    float[] w = {9, 1, -2, 9};
    float[] g = {9, 3, 4, 9};
    assertThat(FilterScores.meanAbsolute(w, g, 1, 3)).isEqualTo(3.5);
    assertThat(FilterScores.rootMeanSquare(w, g, 1, 3)).isEqualTo(Math.sqrt(12.5));
    assertThat(FilterScores.taylor(w, g, 1, 3)).isEqualTo(5);
    List<ConvolutionLayer> layers = List.of(layer("a", 0));
    double[][] above = {{4, 0, 3, 0}};
    double[][] below = {{2, 0, 0, 5}};
    assertThat(new FilterScores(layers, above).dividedBy(new FilterScores(layers, below)).values())
        .isDeepEqualTo(new double[][] {{2, 0, Double.POSITIVE_INFINITY, 0}});
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resetsTheMaskedFiltersAndNothingElse(boolean batchNorm) {
    SmallSetting setting = SmallSetting.of(false);
    try (Network network = setting.originalNetwork()) {
      List<ConvolutionLayer> layers = ConvolutionLayer.of(network.layout(), true);
      FilterMask mask = FilterMask.random(layers, 0.3, Scope.PER_LAYER, new SplittableRandom(2));
      BitSet expected = new BitSet();
      for (int l = 0; l < layers.size(); l++) {
        ConvolutionLayer layer = layers.get(l);
        for (int f = 0; f < layer.filters(); f++) {
          if (mask.masked()[l][f]) {
            expected.set(layer.filterOffset(f), layer.filterOffset(f + 1));
            for (Tensor tensor : layer.norm()) {
              expected.set(tensor.offset() + f, batchNorm);
            }
          }
        }
      }
      new FilterReset(batchNorm).apply(network, mask, new SplittableRandom(4));
      float[] after = network.parameters();
      for (int i = 0; i < after.length; i++) {
        boolean changed =
            Float.floatToRawIntBits(after[i]) != Float.floatToRawIntBits(setting.original()[i]);
        if (changed != expected.get(i)) {
          assertThat(changed).as("parameter " + i + " changed").isEqualTo(expected.get(i));
        }
      }
      assertNormChannels(mask, after, batchNorm);
    }
  }

  private static void assertNormChannels(FilterMask mask, float[] after, boolean batchNorm) {
    for (int l = 0; l < mask.layers().size(); l++) {
      for (int f = 0; f < mask.masked()[l].length && batchNorm; f++) {
        for (Tensor tensor : mask.layers().get(l).norm()) {
          if (mask.masked()[l][f]) {
            boolean one =
                tensor.role() == Role.NORM_SCALE || tensor.role() == Role.RUNNING_VARIANCE;
            assertThat(after[tensor.offset() + f]).isEqualTo(one ? 1f : 0f);
          }
        }
      }
    }
  }

  private static ConvolutionLayer layer(String name, int offset) {
    Tensor weight = new Tensor(name + ".weight", Role.CONVOLUTION, List.of(4, 1, 1, 1), offset);
    return new ConvolutionLayer(weight, List.of());
  }
}
