package org.unlearnbench.figures.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.figures.figure.Svg;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;

/**
 * What an attack-and-reset method did inside, from the {@code noise.csv}, {@code noise-0.png} and
 * so on, and {@code mask.csv} that its first seed left. Of the pictures only the noise is shown: a
 * report may be passed on where the images may not.
 *
 * @param slug of the data set
 * @param name method and data set
 * @param sentences about the attack and the filters
 * @param pictures the noise of the first images, as PNG in Base64
 * @param layers in the order of the file, none if no filters are reset
 */
record Resets(
    String slug,
    String name,
    long seed,
    List<String> sentences,
    List<String> pictures,
    List<Layer> layers) {
  private static final int MOST_PICTURES = 8;

  /**
   * One layer.
   *
   * @param name of the layer in the checkpoint
   * @param filters how many it has
   * @param reset how many were reset
   * @param scoreReset mean score of those reset, NaN if there is none
   * @param scoreKept mean score of the others, NaN if there is none
   */
  record Layer(String name, int filters, int reset, double scoreReset, double scoreKept) {

    String percent() {
      return Svg.number(100.0 * reset / filters);
    }

    String share() {
      return Numbers.rounded(100.0 * reset / filters, "s");
    }
  }

  /** Those of all methods that left something. */
  static List<Resets> of(Study study, Omissions omissions) {
    List<Resets> all = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        if (!method.finished().isEmpty()) {
          Resets resets = of(data, method, method.finished().get(0), omissions);
          if (!resets.sentences.isEmpty()) {
            all.add(resets);
          }
        }
      }
    }
    return all;
  }

  private static Resets of(
      DataSetStudy data, MethodSummary method, SeedCell cell, Omissions omissions) {
    List<String> sentences = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    Path noise = cell.artefact("noise.csv");
    if (Files.exists(noise)) {
      omissions.read(noise, () -> attack(noise)).ifPresent(sentences::add);
      for (int i = 0; i < MOST_PICTURES; i++) {
        Path strip = cell.artefact("noise-" + i + ".png");
        Path alone = cell.artefact("noise-only-" + i + ".png");
        Path picture = Files.exists(strip) ? strip : alone;
        if (Files.exists(picture)) {
          omissions
              .read(
                  picture,
                  () ->
                      Base64.getEncoder()
                          .encodeToString(
                              picture == alone ? Files.readAllBytes(picture) : noiseOf(picture)))
              .ifPresent(pictures::add);
        }
      }
    }
    List<Layer> layers = List.of();
    Path mask = cell.artefact("mask.csv");
    if (Files.exists(mask)) {
      layers = omissions.read(mask, () -> layers(mask)).orElse(List.of());
      int reset = layers.stream().mapToInt(Layer::reset).sum();
      int filters = layers.stream().mapToInt(Layer::filters).sum();
      if (!layers.isEmpty()) {
        sentences.add(reset + " of " + filters + " filters reset.");
      }
    }
    String name = method.title() + " on " + data.label();
    return new Resets(data.slug(), name, cell.seed(), sentences, pictures, layers);
  }

  private static String attack(Path csv) throws IOException {
    CsvTable table = CsvTable.with(csv, "l2", "linf", "loss_before", "loss_after");
    int n = table.rows().size();
    double[] sums = new double[3];
    double largest = 0;
    for (CsvTable.Row row : table.rows()) {
      sums[0] += row.number("l2");
      sums[1] += row.number("loss_before");
      sums[2] += row.number("loss_after");
      largest = Math.max(largest, row.number("linf"));
    }
    return "Attack on %d forget images: mean loss from %s to %s; noise of mean length %s, largest"
            .formatted(
                n,
                Numbers.rounded(sums[1] / n, ""),
                Numbers.rounded(sums[2] / n, ""),
                Numbers.rounded(sums[0] / n, ""))
        + " change of a pixel "
        + Numbers.rounded(largest, "")
        + " of the range 0 to 1.";
  }

  /**
   * The middle of a strip of image, noise and attacked image; the picture where it is noise alone,
   * since the images may not be shown.
   */
  private static byte[] noiseOf(Path picture) throws IOException {
    BufferedImage strip = ImageIO.read(picture.toFile());
    if (strip != null && strip.getWidth() == strip.getHeight()) {
      return Files.readAllBytes(picture);
    }
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

  private static List<Layer> layers(Path csv) throws IOException {
    CsvTable table = CsvTable.with(csv, "layer", "filter", "score", "masked");
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (CsvTable.Row row : table.rows()) {
      double[] sum = sums.computeIfAbsent(row.text("layer"), layer -> new double[4]);
      int part = row.number("masked") != 0 ? 0 : 2;
      sum[part]++;
      sum[part + 1] += row.number("score");
    }
    List<Layer> layers = new ArrayList<>();
    sums.forEach(
        (layer, sum) -> {
          int reset = (int) sum[0];
          int kept = (int) sum[2];
          layers.add(new Layer(layer, reset + kept, reset, sum[1] / sum[0], sum[3] / sum[2]));
        });
    return layers;
  }

  /** Whether filters were chosen by a score, and not by lot. */
  boolean scored() {
    return layers.stream()
        .anyMatch(layer -> !Double.isNaN(layer.scoreReset) || !Double.isNaN(layer.scoreKept));
  }

  static String score(double value) {
    return Double.isNaN(value) ? Numbers.MISSING : String.format(Locale.ROOT, "%.3g", value);
  }
}
