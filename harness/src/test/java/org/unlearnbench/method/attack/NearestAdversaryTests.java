package org.unlearnbench.method.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.attack.NearestAdversary.Found;
import org.unlearnbench.nn.LinearNetwork;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.NetworkSpec;

/** For two classes of a linear model the nearest adversarial image is known: margin / |w0 - w1|. */
class NearestAdversaryTests {
  private static final Task TASK = Task.singleLabel(List.of("a", "b"));
  private static final int LENGTH = 3 * 4 * 4;

  private final Network network =
      LinearNetwork.create(new NetworkSpec("linear", 1, 4, 2), new SplittableRandom(5));

  /** Grey images far from 0 and 1, each labelled as the network sees it. */
  private Batch batch(int size) {
    SplittableRandom random = new SplittableRandom(2);
    float[] pixels = new float[size * LENGTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(0.45, 0.55);
    }
    int[][] labels = new int[size][];
    float[][] logits = network.forward(new Batch(size, pixels, labels), Mode.EVAL);
    Arrays.setAll(labels, i -> new int[] {logits[i][0] >= logits[i][1] ? 0 : 1});
    return new Batch(size, pixels, labels);
  }

  @Test
  void findsNearlyTheNearest() {
    Batch batch = batch(20);
    float[][] logits = network.forward(batch, Mode.EVAL);
    float[] weights = network.parameters();
    double squares = 0;
    for (int i = 0; i < LENGTH; i++) {
      squares += Math.pow(weights[i] - weights[LENGTH + i], 2);
    }
    List<Found> found = new NearestAdversary(TASK, 0.001, 50).find(network, batch);
    assertThat(found).hasSize(20);
    for (Found one : found) {
      int i = one.index();
      double nearest = Math.abs(logits[i][0] - logits[i][1]) / Math.sqrt(squares);
      // Steps are a tenth of a radius that doubles until it reaches as far as is needed.
      assertThat(one.distance()).isBetween(0.999 * nearest, 1.25 * nearest + 0.001);
      assertThat(one.label()).containsExactly(1 - batch.labels()[i][0]);
      float[][] now =
          network.forward(new Batch(1, one.pixels(), new int[][] {one.label()}), Mode.EVAL);
      assertThat(now[0][one.label()[0]]).isGreaterThanOrEqualTo(now[0][1 - one.label()[0]]);
    }
  }

  @Test
  void takesAWrongImageAsItIs() {
    Batch right = batch(3);
    int[][] wrong = {{1 - right.labels()[0][0]}, right.labels()[1], right.labels()[2]};
    Batch batch = new Batch(3, right.pixels(), wrong);
    Found first = new NearestAdversary(TASK, 0.01, 20).find(network, batch).get(0);
    assertThat(first.distance()).isZero();
    assertThat(first.label()).isEqualTo(right.labels()[0]);
    assertThat(first.pixels()).isEqualTo(Arrays.copyOf(right.pixels(), LENGTH));
  }

  @Test
  void leavesOutWhatStaysRightEverywhere() {
    float[] constant = new float[network.layout().length()];
    constant[2 * LENGTH] = 1;
    network.setParameters(constant);
    assertThat(new NearestAdversary(TASK, 0.5, 3).find(network, batch(4))).isEmpty();
  }
}
