package org.unlearnbench.method.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.MeanGradient;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.filter.ConvolutionLayer.Unit;
import org.unlearnbench.method.filter.FilterMask.Scope;
import org.unlearnbench.method.filter.FilterReset.Init;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.loss.CrossEntropy;

class FilterMaskTests {

  @Test
  void everyConvolutionHasItsBatchNorm() {
    try (Network network = SmallSetting.of(false).originalNetwork()) {
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.FILTER, true, true);
      assertThat(layers).hasSize(20);
      for (ConvolutionLayer layer : layers) {
        assertThat(layer.norm()).hasSize(4).allMatch(tensor -> tensor.length() == layer.units());
      }
      assertThat(norm(layers, "conv1")).isEqualTo("bn1");
      assertThat(norm(layers, "layer2.0.conv2")).isEqualTo("layer2.0.bn2");
      assertThat(norm(layers, "layer3.0.downsample.0")).isEqualTo("layer3.0.downsample.1");
      assertThat(ConvolutionLayer.of(network.layout(), Unit.FILTER, false, true))
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
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.FILTER, true, true);
      FilterMask mask = FilterMask.random(layers, ratio, Scope.PER_LAYER, new SplittableRandom(3));
      int all = 0;
      for (int l = 0; l < layers.size(); l++) {
        assertThat(mask.count(l)).isEqualTo(Math.round(ratio * layers.get(l).units()));
        all += layers.get(l).units();
      }
      FilterMask global = FilterMask.random(layers, ratio, Scope.GLOBAL, new SplittableRandom(3));
      int chosen = 0;
      for (int l = 0; l < layers.size(); l++) {
        chosen += global.count(l);
      }
      assertThat(chosen).isEqualTo(Math.round(ratio * all));
    }
  }

  /** How many of each layer's kernels the co-author's code of ARU sets to zero at ratio 0.5. */
  @Test
  void halfTheKernelsOfEveryLayerBecomeZeroAndNothingElse() {
    try (Network network = GoldenFiles.network()) {
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.KERNEL, true, false);
      FilterMask mask = FilterMask.random(layers, 0.5, Scope.PER_LAYER, new SplittableRandom(3));
      Map<String, Integer> expected = new LinkedHashMap<>();
      expected.put("conv1", 12);
      String[] stages = {"32 32 32 32", "64 128 128 128", "256 512 512 512", "1024 2048 2048 2048"};
      for (int stage = 0; stage < 4; stage++) {
        String[] counts = stages[stage].split(" ");
        for (int c = 0; c < 4; c++) {
          String name = "layer" + (stage + 1) + "." + c / 2 + ".conv" + (c % 2 + 1);
          expected.put(name, Integer.valueOf(counts[c]));
        }
      }
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (int l = 0; l < layers.size(); l++) {
        counts.put(layers.get(l).weight().module(), mask.count(l));
      }
      assertThat(counts).containsExactlyEntriesOf(expected);

      float[] before = network.parameters();
      new FilterReset(Init.ZERO, true).apply(network, mask, null);
      float[] after = network.parameters();
      for (int l = 0; l < layers.size(); l++) {
        ConvolutionLayer layer = layers.get(l);
        for (int u = 0; u < layer.units(); u++) {
          for (int i = layer.unitOffset(u);
              mask.masked()[l][u] && i < layer.unitOffset(u + 1);
              i++) {
            assertThat(after[i]).isZero();
            before[i] = 0;
          }
        }
      }
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void freshKernelsFollowTheirLayersDistributionAndLeaveBatchNormAlone() {
    SmallSetting setting = SmallSetting.of(false);
    try (Network network = setting.originalNetwork()) {
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.KERNEL, true, true);
      FilterMask mask = FilterMask.random(layers, 1, Scope.GLOBAL, new SplittableRandom(3));
      new FilterReset(Init.KAIMING, true).apply(network, mask, new SplittableRandom(4));
      float[] after = network.parameters();
      for (Tensor tensor : network.layout().tensors()) {
        for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
          assertThat(after[i] != setting.original()[i])
              .isEqualTo(tensor.role() == Role.CONVOLUTION);
        }
      }
    }
  }

  @Test
  void overlapsByUnitsInBoth() {
    List<ConvolutionLayer> layers = List.of(layer("a", 0), layer("b", 4));
    FilterMask one =
        new FilterMask(
            layers, new boolean[][] {{true, true, false, false}, {false, false, false, true}});
    FilterMask other =
        new FilterMask(
            layers, new boolean[][] {{false, true, true, false}, {false, false, false, false}});
    assertThat(one.jaccard(other)).isEqualTo(0.25);
    assertThat(one.jaccard(one)).isEqualTo(1);
    FilterMask none = new FilterMask(layers, new boolean[2][4]);
    assertThat(none.jaccard(none)).isNaN();
  }

  /**
   * Distances of the stored images and their stored noise, so that the attack's signs do not
   * matter.
   */
  @ParameterizedTest
  @CsvSource({"minimise, TRAIN", "minimise, EVAL", "maximise, TRAIN", "maximise, EVAL"})
  void distancesOfGradientsEqualPyTorch(String direction, Mode mode) {
    Map<String, NamedTensor> aru = GoldenFiles.read("resnet18-w8-aru");
    Batch batch = GoldenFiles.batch(GoldenFiles.read("resnet18-w8-io"));
    float[] noise = aru.get(direction + ".x_adv").values().clone();
    for (int i = 0; i < noise.length; i++) {
      noise[i] -= batch.pixels()[i];
    }
    Objective loss = (b, logits) -> new CrossEntropy().of(logits, b.labels());
    try (Network network = GoldenFiles.network()) {
      float[] before = network.parameters();
      float[] distance = MeanGradient.over(network, List.of(batch), loss, mode);
      float[] fed =
          MeanGradient.over(
              network, List.of(new Batch(batch.size(), noise, batch.labels())), loss, mode);
      for (int i = 0; i < fed.length; i++) {
        distance[i] -= fed[i];
      }
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.KERNEL, true, false);
      FilterScores scores = FilterScores.of(layers, FilterScores::absoluteMean, before, distance);
      for (int l = 0; l < layers.size(); l++) {
        String name = layers.get(l).weight().module();
        String key = direction + "." + mode.name().toLowerCase(Locale.ROOT) + ".distance." + name;
        float[] expected = aru.get(key).values();
        double largest = 0;
        for (float value : expected) {
          largest = Math.max(largest, value);
        }
        assertThat(scores.values()[l]).hasSameSizeAs(expected);
        for (int u = 0; u < expected.length; u++) {
          assertThat(scores.values()[l][u])
              .as(key + " " + u)
              .isEqualTo(expected[u], within(1e-3 * largest));
        }
      }
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
      List<ConvolutionLayer> layers =
          ConvolutionLayer.of(network.layout(), Unit.FILTER, true, true);
      FilterMask mask = FilterMask.random(layers, 0.3, Scope.PER_LAYER, new SplittableRandom(2));
      BitSet expected = new BitSet();
      for (int l = 0; l < layers.size(); l++) {
        ConvolutionLayer layer = layers.get(l);
        for (int f = 0; f < layer.units(); f++) {
          if (mask.masked()[l][f]) {
            expected.set(layer.unitOffset(f), layer.unitOffset(f + 1));
            for (Tensor tensor : layer.norm()) {
              expected.set(tensor.offset() + f, batchNorm);
            }
          }
        }
      }
      new FilterReset(Init.KAIMING, batchNorm).apply(network, mask, new SplittableRandom(4));
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
    return new ConvolutionLayer(weight, List.of(), Unit.FILTER);
  }
}
