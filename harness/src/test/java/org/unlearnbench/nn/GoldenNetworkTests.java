package org.unlearnbench.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.loss.CrossEntropy;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.Sgd;

/** The network against PyTorch's values. */
class GoldenNetworkTests {
  private final Map<String, NamedTensor> io = GoldenFiles.read("resnet18-w8-io");
  private final Batch batch = GoldenFiles.batch(io);
  private Network network;

  /** The network under test. */
  Network create() {
    return new ResNet18Factory().create(GoldenFiles.SPEC);
  }

  @BeforeEach
  void load() {
    network = GoldenFiles.loaded(create());
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void evalLogitsAndLosses() {
    float[][] logits = network.forward(batch, Mode.EVAL);
    assertClose("logits", GoldenFiles.flat(logits), io.get("eval.logits").values(), 1e-4);
    float[] expected = io.get("eval.loss_per_sample").values();
    for (int i = 0; i < batch.size(); i++) {
      Loss one = new CrossEntropy().of(new float[][] {logits[i]}, new int[][] {batch.labels()[i]});
      assertThat(one.value()).as("loss of image " + i).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void evalGradients() {
    step(Mode.EVAL, Want.BOTH);
    assertRelative("input", network.inputGradient(), io.get("eval.input_grad").values());
    assertParameterGradients("eval.grad.", GoldenFiles.read("resnet18-w8-eval-grad"));
  }

  @Test
  void trainForwardAndGradients() {
    float[][] logits = step(Mode.TRAIN, Want.BOTH);
    assertClose("logits", GoldenFiles.flat(logits), io.get("train.logits").values(), 1e-4);
    assertParameterGradients("train.grad.", io);
  }

  @Test
  void runningStatisticsMoveInTheTrainForwardPassAlone() {
    float[] before = network.parameters();
    network.forward(batch, Mode.EVAL);
    assertThat(network.parameters()).isEqualTo(before);
    network.forward(batch, Mode.TRAIN);
    float[] after = network.parameters();
    for (Tensor tensor : network.layout().tensors()) {
      if (tensor.role().trainable()) {
        assertThat(slice(after, tensor)).as(tensor.name()).isEqualTo(slice(before, tensor));
      } else {
        NamedTensor expected = io.get("train.buffer_after." + tensor.name());
        assertClose(tensor.name(), slice(after, tensor), expected.values(), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"plain, 0, 0", "momentum, 0.9, 0", "wd, 0.9, 5e-4"})
  void threeStepsOfSgd(String variant, double momentum, double weightDecay) {
    Map<String, NamedTensor> expected = GoldenFiles.read("resnet18-w8-after-3-sgd-" + variant);
    float[] losses = expected.get("__losses").values();
    Sgd sgd = new Sgd(network.layout(), momentum, weightDecay);
    for (int step = 0; step < 3; step++) {
      float[][] logits = network.forward(batch, Mode.TRAIN);
      Loss loss = new CrossEntropy().of(logits, batch.labels());
      assertThat(loss.value()).isCloseTo(losses[step], within(1e-4));
      network.backward(loss.gradient(), Want.PARAMETERS);
      sgd.step(network, 0.01);
    }
    float[] parameters = network.parameters();
    for (Tensor tensor : network.layout().tensors()) {
      NamedTensor wanted = expected.get(tensor.name());
      assertClose(tensor.name(), slice(parameters, tensor), wanted.values(), 1e-4);
    }
  }

  @Test
  void wantingLessChangesNothingElse() {
    step(Mode.EVAL, Want.BOTH);
    float[] gradient = network.gradient();
    float[] input = network.inputGradient();
    step(Mode.EVAL, Want.INPUT);
    assertThat(network.inputGradient()).isEqualTo(input);
    step(Mode.EVAL, Want.PARAMETERS);
    assertThat(network.gradient()).isEqualTo(gradient);
  }

  private float[][] step(Mode mode, Want want) {
    float[][] logits = network.forward(batch, mode);
    network.backward(new CrossEntropy().of(logits, batch.labels()).gradient(), want);
    return logits;
  }

  private void assertParameterGradients(String prefix, Map<String, NamedTensor> golden) {
    float[] gradient = network.gradient();
    int checked = 0;
    for (Tensor tensor : network.layout().tensors()) {
      if (tensor.role().trainable()) {
        NamedTensor expected = golden.get(prefix + tensor.name());
        assertRelative(tensor.name(), slice(gradient, tensor), expected.values());
        checked++;
      } else {
        assertThat(slice(gradient, tensor)).as(tensor.name()).containsOnly(0f);
      }
    }
    assertThat(checked).isEqualTo(62);
  }

  private static float[] slice(float[] flat, Tensor tensor) {
    return Arrays.copyOfRange(flat, tensor.offset(), tensor.offset() + tensor.length());
  }

  private static void assertRelative(String what, float[] actual, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertClose(what, actual, expected, 1e-3 * largest);
  }

  private static void assertClose(String what, float[] actual, float[] expected, double bound) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) actual[i] - expected[i]);
      worst = error <= worst ? worst : error; // NaN counts as worst
    }
    assertThat(worst).as("largest error of " + what).isLessThanOrEqualTo(bound);
  }

  private static org.assertj.core.data.Offset<Double> within(double bound) {
    return org.assertj.core.data.Offset.offset(bound);
  }
}
