package org.unlearnbench.figures.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;

/**
 * What an attack did to the forget images, from {@code noise.csv} and {@code noise-0.png} and so
 * on. Of the pictures only the noise is kept: a report may be passed on where the images may not.
 *
 * @param images number of images attacked
 * @param meanL2 mean Euclidean length of the noise, pixels in [0, 1]
 * @param largest largest change of a pixel, 0..1
 * @param lossBefore mean loss on the images
 * @param lossAfter mean loss on the attacked images
 * @param pictures the noise of the first images as PNG
 */
record AttackNoise(
    int images,
    double meanL2,
    double largest,
    double lossBefore,
    double lossAfter,
    List<byte[]> pictures) {
  private static final int MOST_PICTURES = 8;

  public AttackNoise {
    pictures = List.copyOf(pictures);
  }

  /** What a cell left, empty if its method attacks nothing. */
  public static Optional<AttackNoise> of(SeedCell cell) throws IOException {
    Path path = cell.artefact("noise.csv");
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.with(path, "l2", "linf", "loss_before", "loss_after");
    int n = table.rows().size();
    double[] sums = new double[3];
    double largest = 0;
    for (CsvTable.Row row : table.rows()) {
      sums[0] += row.number("l2");
      sums[1] += row.number("loss_before");
      sums[2] += row.number("loss_after");
      largest = Math.max(largest, row.number("linf"));
    }
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < MOST_PICTURES; i++) {
      Path picture = cell.artefact("noise-" + i + ".png");
      if (Files.exists(picture)) {
        pictures.add(noiseOf(picture));
      }
    }
    return Optional.of(
        new AttackNoise(n, sums[0] / n, largest, sums[1] / n, sums[2] / n, pictures));
  }

  /** The middle of a strip of image, noise and attacked image. */
  private static byte[] noiseOf(Path picture) throws IOException {
    BufferedImage strip = ImageIO.read(picture.toFile());
    if (strip == null || strip.getWidth() != 3 * strip.getHeight()) {
      throw new InputException(picture, "is no strip of three square images");
    }
    int size = strip.getHeight();
    BufferedImage noise = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        noise.setRGB(x, y, strip.getRGB(size + x, y));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", bytes);
    return bytes.toByteArray();
  }
}
