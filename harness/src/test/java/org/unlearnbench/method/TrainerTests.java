package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.Trainer.Term;
import org.unlearnbench.nn.LinearNetwork;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.UpdateMask;

class TrainerTests {
  private static final Recipe RECIPE = new Recipe(2, 4, 0.1, 0.9, 0.01, Schedule.constant());
  private static final Objective CE = Objective.taskLoss(Task.singleLabel(List.of("a", "b", "c")));

  private final SplittableRandom random = new SplittableRandom(3);
  private final Network network =
      LinearNetwork.create(new NetworkSpec("linear", 1, 2, 3), new SplittableRandom(1));

  private Batch batch(int size) {
    float[] pixels = new float[12 * size];
    int[][] labels = new int[size][];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    Arrays.setAll(labels, i -> new int[] {i % 3});
    return new Batch(size, pixels, labels);
  }

  @Test
  void severalTermsAreOneStepAlongTheSum() {
    Batch one = batch(4);
    Batch other = batch(4);
    Network twin = network.copy();
    new Trainer(network, RECIPE)
        .step(List.of(new Term(one, CE), new Term(other, CE.times(-0.5))), 0.1, "here");
    float[] sum = new float[twin.layout().length()];
    for (Batch batch : List.of(one, other)) {
      Loss loss = CE.of(batch, twin.forward(batch, Network.Mode.TRAIN));
      twin.backward(loss.gradient(), Network.Want.PARAMETERS);
      float[] gradient = twin.gradient();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (batch == one ? 1f : -0.5f) * gradient[i];
      }
    }
    float[] before = twin.parameters();
    for (int i = 0; i < sum.length; i++) {
      float expected = before[i] - 0.1f * (sum[i] + 0.01f * before[i]);
      assertThat(network.parameters()[i]).isCloseTo(expected, within(1e-6f));
    }
  }

  @Test
  void frozenWeightsSurviveMomentumAndWeightDecayBitForBit() {
    float[] before = network.parameters();
    float[] factors = new float[before.length];
    Arrays.fill(factors, 0, 6, 1);
    Trainer trainer = new Trainer(network, RECIPE, UpdateMask.of(factors));
    for (int step = 0; step < 20; step++) {
      trainer.step(batch(4), CE, 0.1, "here");
    }
    float[] after = network.parameters();
    for (int i = 0; i < before.length; i++) {
      int bits = Float.floatToRawIntBits(after[i]);
      assertThat(bits != Float.floatToRawIntBits(before[i])).isEqualTo(i < 6);
    }
  }

  @Test
  void skipsABatchOfOneImage() {
    float[] before = network.parameters();
    Trainer trainer = new Trainer(network, RECIPE);
    trainer.step(batch(1), CE, 0.1, "here");
    trainer.step(List.of(new Term(batch(4), CE), new Term(batch(1), CE)), 0.1, "here");
    assertThat(network.parameters()).isEqualTo(before);
  }

  @Test
  void trainingWithoutAnyStepIsNoTraining() {
    Trainer trainer = new Trainer(network, RECIPE);
    assertThatThrownBy(() -> trainer.train(of(batch(1)), CE, (done, total) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("nothing was trained");
  }

  @Test
  void endsWhenALossOrAParameterIsNotFinite() {
    Trainer trainer = new Trainer(network, RECIPE);
    Objective broken = (batch, logits) -> new Loss(Double.NaN, new float[4][3]);
    Batch batch = batch(4);
    assertThatThrownBy(() -> trainer.step(batch, broken, 0.1, "epoch 1"))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage("epoch 1: the loss is NaN");
    float[] unbounded = new float[3];
    Arrays.fill(unbounded, Float.POSITIVE_INFINITY);
    Objective steep =
        (images, logits) -> new Loss(1, new float[][] {unbounded, unbounded, unbounded, unbounded});
    assertThatThrownBy(() -> trainer.pass(of(batch), 0, steep, 0, 1))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageStartingWith("epoch 1: a parameter became ");
  }

  @Test
  void tellsEveryEpoch() {
    List<String> epochs = new ArrayList<>();
    new Trainer(network, RECIPE)
        .train(of(batch(4)), CE, (done, total) -> epochs.add(done + "/" + total));
    assertThat(epochs).containsExactly("1/2", "2/2");
  }

  private static TrainingBatches of(Batch batch) {
    return new TrainingBatches() {
      @Override
      public int perEpoch() {
        return 1;
      }

      @Override
      public Stream epoch(int epoch) {
        var one = List.of(batch).iterator();
        return new Stream() {
          @Override
          public boolean hasNext() {
            return one.hasNext();
          }

          @Override
          public Batch next() {
            return one.next();
          }

          @Override
          public void close() {}
        };
      }
    };
  }

  private static org.assertj.core.data.Offset<Float> within(float bound) {
    return org.assertj.core.data.Offset.offset(bound);
  }
}
