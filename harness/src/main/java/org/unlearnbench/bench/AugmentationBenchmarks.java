package org.unlearnbench.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.data.augment.Augmentation;

/** The published train transform, all parts on, for one 128x128 image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AugmentationBenchmarks {
  private static final int SIZE = 128;
  private static final Augmentation ALL =
      new Augmentation(true, true, 10, 0.8, 1.2, true, 0.2, 0.2, 0.2);

  private final byte[] image = image();
  private int next;

  private static byte[] image() {
    byte[] pixels = new byte[3 * SIZE * SIZE];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return pixels;
  }

  /** Draw a transform and apply it. */
  @Benchmark
  public byte[] augment() {
    return ALL.draw(1, 0, next++).apply(image, SIZE);
  }
}
