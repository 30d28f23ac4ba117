package org.unlearnbench.run.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Split;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkFootprint;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.run.memory.MemoryEstimate.Images;

class MemoryEstimateTests {
  private static final long MB = 1 << 20;

  /** A network of a million parameters that keeps a hundred and two hundred values per image. */
  private record Known(Optional<NetworkFootprint> known) implements NetworkFactory {
    @Override
    public Info info() {
      return new Info("known", "Known", "", "");
    }

    @Override
    public Network create(NetworkSpec spec, RandomGenerator random) {
      throw new UnsupportedOperationException("an estimate makes no network");
    }

    @Override
    public Optional<NetworkFootprint> footprint(NetworkSpec spec) {
      return known;
    }
  }

  private static final Known FACTORY =
      new Known(Optional.of(new NetworkFootprint(1_000_000, 100, 200)));

  private static Component method(String name, Object... settings) {
    ParameterValues values = new ParameterValues(Map.of());
    for (int i = 0; i < settings.length; i += 2) {
      values = values.with((String) settings[i], settings[i + 1]);
    }
    return new Component(name, name, values);
  }

  private static Experiment experiment(long batchSize, Component... methods) {
    return new Experiment(
        Experiment.standard("x", ""),
        List.of(1L),
        method("resnet18", "width", 64L),
        List.of(method("faces")),
        new ParameterValues(Map.of("batch-size", batchSize)),
        List.of(methods));
  }

  private static Images images(int size, int retain, int forget, int test) {
    Map<Split, Integer> sizes =
        Map.of(Split.RETAIN, retain, Split.FORGET, forget, Split.TEST, test, Split.UNSEEN, test);
    return new Images(size, 8, sizes);
  }

  private static WorkerNeed need(Experiment experiment, Images... images) {
    return MemoryEstimate.of(experiment, FACTORY, List.of(images)).orElseThrow();
  }

  @Test
  void countsEveryBatchSizeOnce() {
    // 64 everywhere: one size, no remainder.
    WorkerNeed even = need(experiment(64, method("original")), images(10, 128, 64, 64));
    long one = 4 * (5_000_000 + 64 * 300) + 2 * 4 * (3_000_000 + 64 * 100);
    assertThat(even.offHeapMegabytes()).isEqualTo(one / MB + 1);
    long values = 10 * 1_000_000 + 10 * 64 * 300 + 64 * 300;
    assertThat(even.heapMegabytes()).isEqualTo((96 * MB + 4 * values) / MB + 1);
    assertThat(even.megabytes()).isEqualTo(even.heapMegabytes() + even.offHeapMegabytes() + 256);
    // Retain leaves 36, forget 1, both 37; test leaves 6, which is only scored.
    WorkerNeed uneven = need(experiment(64, method("original")), images(10, 100, 65, 70));
    long four = 4 * (15_000_000 + 64 * 300) + 2 * 4 * (6_000_000 + 64 * 100);
    assertThat(uneven.offHeapMegabytes()).isEqualTo(four / MB + 1);
  }

  @Test
  void takesTheLargestBatchOfAnyMethod() {
    Images images = images(10, 1024, 1024, 64);
    WorkerNeed plain = need(experiment(64, method("original")), images);
    WorkerNeed nested =
        need(experiment(64, method("original"), method("m", "repair.batch-size", 512L)), images);
    WorkerNeed step =
        need(
            experiment(
                64,
                method(
                    "cascade", "steps", List.of(Map.of("method", "m", "repair.batch-size", 512L)))),
            images);
    assertThat(nested.offHeapMegabytes()).isGreaterThan(plain.offHeapMegabytes());
    assertThat(step).isEqualTo(nested);
    assertThat(need(experiment(512, method("original")), images)).isEqualTo(nested);
    // A batch never has more images than there are.
    assertThat(need(experiment(100_000, method("original")), images(10, 64, 64, 64)))
        .isEqualTo(need(experiment(128, method("original")), images(10, 64, 64, 64)));
  }

  @Test
  void takesTheLargestDataSet() {
    Experiment experiment = experiment(64, method("original"));
    Images small = images(10, 128, 64, 64);
    Images large = images(200, 128, 64, 64);
    assertThat(need(experiment, small, large)).isEqualTo(need(experiment, large));
    assertThat(need(experiment, large).heapMegabytes())
        .isGreaterThan(need(experiment, small).heapMegabytes());
  }

  @Test
  void aNetworkThatDoesNotTellItsSizeIsNotEstimated() {
    assertThat(
            MemoryEstimate.of(
                experiment(64, method("original")),
                new Known(Optional.empty()),
                List.of(images(10, 128, 64, 64))))
        .isEmpty();
  }

  /** The figures that were measured are in the class comment. */
  @Test
  void growsWithTheNetworkAndItsImagesAndIsAboveWhatWasMeasured() {
    List<Long> totals = new ArrayList<>();
    for (int[] setting : new int[][] {{16, 64}, {64, 64}, {64, 128}}) {
      Experiment wide =
          new Experiment(
              Experiment.standard("x", ""),
              List.of(1L),
              method("resnet18", "width", (long) setting[0]),
              List.of(method("faces")),
              new ParameterValues(Map.of("batch-size", 64L)),
              List.of(method("scrub", "batch-size", 64L)));
      Images faces = images(setting[1], 250, 128, 121);
      totals.add(
          MemoryEstimate.of(wide, new ResNet18Factory(), List.of(faces)).orElseThrow().megabytes());
    }
    assertThat(totals).isSorted();
    assertThat(totals.get(0)).isBetween(400L, 800L);
    assertThat(totals.get(1)).isBetween(1536L, 3000L);
    assertThat(totals.get(2)).isBetween(3376L, 5000L);
  }
}
