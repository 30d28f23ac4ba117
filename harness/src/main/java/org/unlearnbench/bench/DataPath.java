package org.unlearnbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.data.cmu.CmuFacesSource;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.method.AugmentedBatches;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;

/**
 * What pixels cost a training step: epochs on batches that lie ready in memory, on the same batches
 * read from the decoded cache, and on augmented ones, in turn. Every round gives a ratio to its own
 * first part, so that a drift of the machine's speed meets all three.
 */
public final class DataPath {
  private final int width;
  private final int batchSize;
  private final LabelledImages images;
  private final Trainer trainer;
  private final Objective objective;

  private DataPath(int width, int batchSize, LabelledImages images, Network network) {
    this.width = width;
    this.batchSize = batchSize;
    this.images = images;
    this.trainer =
        new Trainer(network, new Recipe(1, batchSize, 0.01, 0.9, 0, Schedule.constant()));
    this.objective = Objective.taskLoss(images.task());
  }

  /**
   * Prints medians over rounds.
   *
   * @param args image size, batch, width, rounds, steps per part
   */
  public static void main(String[] args) throws IOException {
    int size = Integer.parseInt(args[0]);
    int batch = Integer.parseInt(args[1]);
    int width = Integer.parseInt(args[2]);
    Path cache = Files.createTempDirectory("unlearnbench-data-path-");
    try {
      LabelledImages images = faces(size, cache, batch * Integer.parseInt(args[4]));
      NetworkSpec spec = new NetworkSpec("resnet18", width, size, images.task().outputs());
      try (Network network = new ResNet18Factory().create(spec, new SplittableRandom(1))) {
        new DataPath(width, batch, images, network).measure(Integer.parseInt(args[3]));
      }
    } finally {
      AtomicFiles.deleteFolder(cache);
    }
  }

  /** The CMU faces again and again until there are {@code count}. */
  private static LabelledImages faces(int size, Path cache, int count) throws IOException {
    CmuFacesSource source = new CmuFacesSource();
    ParameterValues values = ParameterValues.defaults(source.info().parameters());
    DataSet data = source.load(new DataSource.Request("faces", values, size, cache));
    LabelledImages train = data.split(Split.RETAIN).concat(data.split(Split.FORGET));
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i % train.size());
    return train.subset(indices);
  }

  private void measure(int rounds) {
    TrainingBatches plain = batches(Augmentation.NONE);
    TrainingBatches augmented = batches(PartBenchmarks.ALL);
    List<Batch> ready = new ArrayList<>();
    try (TrainingBatches.Stream stream = plain.epoch(0)) {
      stream.forEachRemaining(ready::add);
    }
    double[] inMemory = new double[rounds];
    double[] read = new double[rounds];
    double[] changed = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double a = secondsOf(ready);
      double b = secondsOf(plain);
      double c = secondsOf(augmented);
      System.err.printf(Locale.ROOT, "%.4f %.4f %.4f%n", a, b, c);
      if (round >= 0) { // the first one warms up
        inMemory[round] = a;
        read[round] = b;
        changed[round] = c;
      }
    }
    System.out.printf(
        Locale.ROOT, "size=%d batch=%d width=%d%n", images.imageSize(), batchSize, width);
    System.out.printf(Locale.ROOT, "step_seconds_in_memory=%.5f%n", Medians.of(inMemory));
    System.out.printf(Locale.ROOT, "step_seconds_from_cache=%.5f%n", Medians.of(read));
    System.out.printf(Locale.ROOT, "step_seconds_augmented=%.5f%n", Medians.of(changed));
    System.out.println("ratio_from_cache=" + Medians.ofRatios(read, inMemory));
    System.out.println("ratio_augmented=" + Medians.ofRatios(changed, inMemory));
  }

  private TrainingBatches batches(Augmentation augmentation) {
    return new AugmentedBatches(images, batchSize, augmentation, new RandomStreams(1), "bench");
  }

  private double secondsOf(List<Batch> ready) {
    long start = System.nanoTime();
    for (Batch batch : ready) {
      trainer.step(batch, objective, 0.01, "bench");
    }
    return (System.nanoTime() - start) / 1e9 / ready.size();
  }

  private double secondsOf(TrainingBatches batches) {
    long start = System.nanoTime();
    try (TrainingBatches.Stream stream = batches.epoch(0)) {
      while (stream.hasNext()) {
        trainer.step(stream.next(), objective, 0.01, "bench");
      }
    }
    return (System.nanoTime() - start) / 1e9 / batches.perEpoch();
  }
}
