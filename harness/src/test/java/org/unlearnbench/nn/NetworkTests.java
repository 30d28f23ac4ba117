package org.unlearnbench.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.loss.CrossEntropy;

/** What holds for any width, size and batch. */
class NetworkTests {
  private static final ResNet18Factory FACTORY = new ResNet18Factory();

  /** Widths on both sides of the vector lengths that oneDNN lays out in blocks. */
  @ParameterizedTest
  @CsvSource({"3, 32, EVAL", "8, 33, EVAL", "16, 48, EVAL", "16, 32, TRAIN", "24, 32, TRAIN"})
  void gradientsAreDerivatives(int width, int size, Mode mode) {
    NetworkSpec spec = new NetworkSpec("resnet18", width, size, 4);
    try (Network network = FACTORY.create(spec, new SplittableRandom(width))) {
      Batch batch = batch(4, size, 7);
      float[] start = network.parameters();
      float[][] logits = network.forward(batch, mode);
      network.backward(new CrossEntropy().of(logits, batch.labels()).gradient(), Want.BOTH);
      float[] gradient = network.gradient();
      for (Role role : Role.values()) {
        if (role.trainable()) {
          checkAlong(network, batch, mode, start, gradient, role);
        }
      }
      checkInput(network, batch, mode, start, network.inputGradient());
    }
  }

  @Test
  void everyBatchSizeSeesTheWeightsOfNow() {
    NetworkSpec spec = new NetworkSpec("resnet18", 16, 32, 4);
    try (Network used = FACTORY.create(spec, new SplittableRandom(1));
        Network other = FACTORY.create(spec, new SplittableRandom(2))) {
      for (int n : new int[] {2, 5, 3, 5}) {
        gradient(used, batch(n, 32, n));
      }
      used.setParameters(other.parameters());
      for (int n : new int[] {3, 2, 5, 4}) {
        try (Network fresh = FACTORY.create(spec, new SplittableRandom(2))) {
          Batch batch = batch(n, 32, n);
          assertThat(gradient(used, batch)).isEqualTo(gradient(fresh, batch));
          assertThat(used.inputGradient()).isEqualTo(fresh.inputGradient());
        }
      }
    }
  }

  private static float[] gradient(Network network, Batch batch) {
    float[][] logits = network.forward(batch, Mode.EVAL);
    network.backward(new CrossEntropy().of(logits, batch.labels()).gradient(), Want.BOTH);
    return network.gradient();
  }

  private static void checkAlong(
      Network network, Batch batch, Mode mode, float[] start, float[] gradient, Role role) {
    float[] part = new float[gradient.length];
    for (Tensor tensor : network.layout().ofRole(role)) {
      System.arraycopy(gradient, tensor.offset(), part, tensor.offset(), tensor.length());
    }
    checkDerivative(
        role.name(),
        part,
        step -> {
          network.setParameters(moved(start, part, step));
          return loss(network, batch, mode);
        });
    network.setParameters(start);
  }

  private static void checkInput(
      Network network, Batch batch, Mode mode, float[] start, float[] gradient) {
    checkDerivative(
        "input",
        gradient,
        step -> {
          network.setParameters(start); // train mode moves the running statistics
          float[] pixels = moved(batch.pixels(), gradient, step);
          return loss(network, new Batch(batch.size(), pixels, batch.labels()), mode);
        });
  }

  /**
   * The derivative along the gradient's own direction is the gradient's length. Measured with
   * several steps, since large ones meet kinks of ReLU and pooling and small ones the rounding of
   * the loss; a wrong formula is off with all of them.
   */
  private static void checkDerivative(
      String what, float[] gradient, DoubleUnaryOperator lossAtStep) {
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    double norm = Math.sqrt(squares);
    assertThat(norm).as(what).isPositive();
    double best = Double.POSITIVE_INFINITY;
    for (double change : new double[] {1e-3, 1e-4, 2e-5}) {
      double step = change / squares;
      double slope =
          (lossAtStep.applyAsDouble(step) - lossAtStep.applyAsDouble(-step)) / (2 * step * norm);
      best = Math.min(best, Math.abs(slope / norm - 1));
    }
    assertThat(best).as("relative error of the gradient of " + what).isLessThan(0.05);
  }

  private static float[] moved(float[] start, float[] direction, double step) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    return moved;
  }

  private static double loss(Network network, Batch batch, Mode mode) {
    return new CrossEntropy().of(network.forward(batch, mode), batch.labels()).value();
  }

  @Test
  void batchSizesMayChangeFromStepToStep() {
    NetworkSpec spec = new NetworkSpec("resnet18", 16, 32, 4);
    Batch seven = batch(7, 32, 1);
    Batch three = batch(3, 32, 2);
    try (Network network = FACTORY.create(spec, new SplittableRandom(1));
        Network fresh = network.copy()) {
      network.forward(batch(2, 32, 3), Mode.EVAL);
      network.forward(seven, Mode.EVAL);
      float[][] after = network.forward(three, Mode.EVAL);
      assertThat(after).isDeepEqualTo(fresh.forward(three, Mode.EVAL));
    }
  }

  @Test
  void sameStepsGiveTheSameBits() {
    NetworkSpec spec = new NetworkSpec("resnet18", 16, 32, 4);
    assertThat(threeSteps(spec)).isEqualTo(threeSteps(spec));
  }

  private static float[] threeSteps(NetworkSpec spec) {
    try (Network network = FACTORY.create(spec, new SplittableRandom(5))) {
      var sgd = new org.unlearnbench.nn.optim.Sgd(network.layout(), 0.9, 1e-4);
      for (int step = 0; step < 3; step++) {
        Batch batch = batch(6, 32, step);
        float[][] logits = network.forward(batch, Mode.TRAIN);
        network.backward(new CrossEntropy().of(logits, batch.labels()).gradient(), Want.PARAMETERS);
        sgd.step(network, 0.1);
      }
      return network.parameters();
    }
  }

  @Test
  void aCopyIsIndependent() {
    NetworkSpec spec = new NetworkSpec("resnet18", 4, 32, 4);
    try (Network network = FACTORY.create(spec, new SplittableRandom(1));
        Network copy = network.copy()) {
      float[] before = copy.parameters();
      assertThat(before).isEqualTo(network.parameters());
      network.forward(batch(4, 32, 1), Mode.TRAIN);
      network.setParameters(new float[network.layout().length()]);
      assertThat(copy.parameters()).isEqualTo(before);
    }
  }

  /**
   * Each has about 55 MB that the garbage collector does not see; here it could not help either.
   */
  @Test
  void aClosedNetworkLeavesNoMemoryBehind() throws IOException {
    NetworkSpec spec = new NetworkSpec("resnet18", 32, 32, 4);
    List<Network> closed = new ArrayList<>();
    closed.add(trainedOnce(spec));
    long before = residentBytes();
    for (int i = 0; i < 14; i++) {
      closed.add(trainedOnce(spec));
    }
    assertThat(residentBytes() - before).isLessThan(350_000_000);
  }

  private static Network trainedOnce(NetworkSpec spec) {
    Network network = FACTORY.create(spec, new SplittableRandom(1));
    Batch batch = batch(4, 32, 1);
    float[][] logits = network.forward(batch, Mode.TRAIN);
    network.backward(new CrossEntropy().of(logits, batch.labels()).gradient(), Want.BOTH);
    network.close();
    network.close(); // once more does no harm
    assertThatThrownBy(network::parameters)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the network is closed");
    return network;
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
    return Long.parseLong(pages[1]) * 4096;
  }

  @Test
  void initialWeightsFollowTorchvision() {
    NetworkSpec spec = new NetworkSpec("resnet18", 64, 32, 8);
    try (Network network = FACTORY.create(spec, new SplittableRandom(1))) {
      float[] p = network.parameters();
      // torchvision's 11,176,512 without its fc, an fc of 8 classes, running statistics.
      assertThat(p.length).isEqualTo(11_176_512 + 513 * 8 + 9_600);
      for (Tensor tensor : network.layout().ofRole(Role.CONVOLUTION)) {
        double sum = 0;
        double squares = 0;
        for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
          sum += p[i];
          squares += (double) p[i] * p[i];
        }
        int fanOut = tensor.shape().get(0) * tensor.shape().get(2) * tensor.shape().get(3);
        double deviation = Math.sqrt(2.0 / fanOut);
        double n = tensor.length();
        assertThat(sum / n).as(tensor.name()).isCloseTo(0, offset(5 * deviation / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n) / deviation)
            .as(tensor.name())
            .isCloseTo(1, offset(5 / Math.sqrt(2 * n)));
      }
      float bound = (float) (1 / Math.sqrt(512));
      Tensor fc = network.layout().tensor("fc.weight");
      float largest = 0;
      for (int i = fc.offset(); i < fc.offset() + fc.length(); i++) {
        largest = Math.max(largest, Math.abs(p[i]));
      }
      assertThat(largest).isBetween(0.98f * bound, bound);
    }
  }

  /** PyTorch's rectifier keeps NaN; oneDNN's makes 0 of it, and the answer would look sane. */
  @ParameterizedTest
  @CsvSource({
    "layer2.0.conv1.weight, 3e38",
    "conv1.weight, 3e38",
    "bn1.running_var, -1",
    "layer4.1.bn2.running_var, -0.5",
    "layer3.0.downsample.1.running_var, -1",
    "bn1.running_var, NaN"
  })
  void aModelThatOverflowsAnswersNotANumber(String tensor, float value) {
    NetworkSpec spec = new NetworkSpec("resnet18", 8, 32, 4);
    try (Network network = FACTORY.create(spec, new SplittableRandom(1))) {
      float[] sound = network.parameters();
      float[][] before = network.forward(batch(3, 32, 1), Mode.EVAL);
      float[] broken = sound.clone();
      Tensor place = network.layout().tensor(tensor);
      for (int i = place.offset(); i < place.offset() + place.length(); i++) {
        broken[i] = place.role() == Role.CONVOLUTION ? Math.copySign(value, broken[i]) : value;
      }
      network.setParameters(broken);
      for (int size : new int[] {3, 2, 3}) {
        for (float[] logits : network.forward(batch(size, 32, 1), Mode.EVAL)) {
          assertThat(logits).containsOnly(Float.NaN);
        }
      }
      if (value > 0) {
        for (float[] logits : network.forward(batch(3, 32, 1), Mode.TRAIN)) {
          assertThat(logits).containsOnly(Float.NaN);
        }
      }
      network.setParameters(sound);
      assertThat(network.forward(batch(3, 32, 1), Mode.EVAL)).isDeepEqualTo(before);
    }
  }

  @Test
  void wrongBatchesAreRefused() {
    NetworkSpec spec = new NetworkSpec("resnet18", 4, 32, 4);
    try (Network network = FACTORY.create(spec, new SplittableRandom(1))) {
      assertThatThrownBy(() -> network.forward(batch(1, 32, 1), Mode.TRAIN))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.forward(batch(2, 16, 1), Mode.EVAL))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.setParameters(new float[3]))
          .isInstanceOf(IllegalArgumentException.class);
      network.forward(batch(2, 32, 1), Mode.EVAL);
      network.backward(new float[2][4], Want.PARAMETERS);
      assertThatThrownBy(network::inputGradient).isInstanceOf(IllegalStateException.class);
    }
  }

  private static Batch batch(int n, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[n * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    int[][] labels = new int[n][];
    for (int i = 0; i < n; i++) {
      labels[i] = new int[] {random.nextInt(4)};
    }
    return new Batch(n, pixels, labels);
  }
}
