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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;

/** One CelebA-HQ sized JPEG (1024x1024) to a 128x128 training image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmarks {
  private static final int SOURCE = 1024;
  private static final int TARGET = 128;

  private byte[] jpeg;

  /** Draws a smooth picture with some noise and compresses it. */
  @Setup(Level.Trial)
  public void compress() throws IOException {
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
    jpeg = out.toByteArray();
  }

  /** Decode and resize. */
  @Benchmark
  public byte[] decode() throws IOException {
    return new Preparation(0, TARGET).apply(new ImageFileDecoder().decode(jpeg));
  }
}
