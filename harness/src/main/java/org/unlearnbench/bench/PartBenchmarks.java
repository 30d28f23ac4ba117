package org.unlearnbench.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.nn.graph.BatchNormTrial;

/** Parts that take no network as a whole; each needs only the state that its method names. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartBenchmarks {

  /** One BatchNorm with ReLU on 64 images of 64 channels, 32x32: forward and backward. */
  @Benchmark
  public void batchNorm(BatchNorm state) {
    state.trial.forwardAndBackward();
  }

  /** The published train transform, all parts on, for one 128x128 image. */
  @Benchmark
  public byte[] augment(Pixels state) {
    return ALL.draw(1, 0, state.next++).apply(state.image, Pixels.SIZE);
  }

  /** The membership attack at MUFAC's size: ten folds of logistic regression. */
  @Benchmark
  public double membershipInference(Losses state) {
    return LossLrAttack.run(state.unseen, state.forget).mia();
  }

  /** One CelebA-HQ sized JPEG (1024x1024) to a 128x128 training image. */
  @Benchmark
  public byte[] decode(Jpeg state) throws IOException {
    return new Preparation(0, Jpeg.TARGET).apply(new ImageFileDecoder().decode(state.bytes));
  }

  /** All parts of the published train transform. */
  static final Augmentation ALL = new Augmentation(true, true, 10, 0.8, 1.2, true, 0.2, 0.2, 0.2);

  /** Activations of one BatchNorm. */
  @State(Scope.Benchmark)
  public static class BatchNorm {
    private final BatchNormTrial trial = new BatchNormTrial(64, 64, 32);
  }

  /** An image of noise. */
  @State(Scope.Benchmark)
  public static class Pixels {
    private static final int SIZE = 128;

    private final byte[] image = new byte[3 * SIZE * SIZE];
    private int next;

    /** Draws the noise. */
    public Pixels() {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) random.nextInt(256);
      }
    }
  }

  /** 1,500 forget and 1,504 unseen losses of an overfitted model. */
  @State(Scope.Benchmark)
  public static class Losses {
    private final double[] forget;
    private final double[] unseen;

    /** Draws the losses. */
    public Losses() {
      SplittableRandom random = new SplittableRandom(1);
      forget = random.doubles(1500, 1e-12, 1).map(u -> -0.3 * Math.log(u)).toArray();
      unseen = random.doubles(1504, 1e-12, 1).map(u -> -2 * Math.log(u)).toArray();
    }
  }

  /** A smooth picture with some noise, compressed. */
  @State(Scope.Benchmark)
  public static class Jpeg {
    private static final int SOURCE = 1024;
    private static final int TARGET = 128;

    private byte[] bytes;

    /** Draws the picture. */
    @Setup
    public void draw() throws IOException {
      SplittableRandom random = new SplittableRandom(1);
      BufferedImage image = new BufferedImage(SOURCE, SOURCE, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < SOURCE; y++) {
        for (int x = 0; x < SOURCE; x++) {
          int red = (x / 5 + random.nextInt(16)) & 0xff;
          int green = (y / 5 + random.nextInt(16)) & 0xff;
          image.setRGB(x, y, red << 16 | green << 8 | (x + y) / 9 & 0xff);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", out);
      bytes = out.toByteArray();
    }
  }
}
