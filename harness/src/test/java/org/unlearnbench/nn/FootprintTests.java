package org.unlearnbench.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.graph.ResNet18Factory;

/** The footprint against what ND4J counts. */
class FootprintTests {
  /** Cache lines to align to, and statistics of a batch. */
  private static final long SMALL = 200_000;

  @ParameterizedTest
  @CsvSource({"16, 64, 8, 8", "8, 33, 5, 2", "5, 32, 16, 40"})
  void countsEveryArray(int width, int size, int batch, int outputs) throws Exception {
    NetworkSpec spec = new NetworkSpec("resnet18", width, size, outputs);
    NetworkFootprint footprint = new ResNet18Factory().footprint(spec).orElseThrow();
    long start = allocatedByOthers();
    try (Network network = new ResNet18Factory().create(spec, new SplittableRandom(1))) {
      assertThat(footprint.parameters()).isEqualTo(network.layout().length());
      long vectors = 8 * footprint.parameters();
      assertThat(allocated() - start).isCloseTo(vectors, offset(SMALL));
      Batch images = new Batch(batch, new float[batch * 3 * size * size], new int[batch][1]);
      network.forward(images, Mode.TRAIN);
      long forward = 4 * batch * footprint.forward();
      assertThat(allocated() - start).isCloseTo(vectors + forward, offset(SMALL));
      network.backward(new float[batch][outputs], Want.BOTH);
      long backward = 4 * batch * footprint.backward();
      assertThat(allocated() - start).isCloseTo(vectors + forward + backward, offset(SMALL));
      assertThat(backward).isGreaterThan(SMALL);
    }
  }

  /** What earlier tests left for the garbage collector must not go while we count. */
  private static long allocatedByOthers() throws InterruptedException {
    long before;
    do {
      before = allocated();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(300); // ND4J frees in a thread of its own
    } while (allocated() != before);
    return before;
  }

  private static long allocated() {
    return Nd4j.getEnvironment().getDeviceCouner(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2"})
  void countsCopiesOfTheWeightsPerBatchSize(int sizes, int others) {
    NetworkFootprint footprint = new NetworkFootprint(1000, 20, 30);
    assertThat(footprint.trained(5, 7, sizes, others))
        .isEqualTo(4 * ((2 + 3 * sizes + others) * 1000 + 7 * 20 + 5 * 30));
    assertThat(footprint.asked(7, sizes)).isEqualTo(4 * ((2 + sizes) * 1000 + 7 * 20));
  }
}
