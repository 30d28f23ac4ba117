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
 * so on, {@code mask.csv} (filters) or {@code mask-layers.csv} (kernels) and the masks' pictures
 * that its first seed left. Of the attack's pictures only the noise is shown: a report may be
 * passed on where the images may not.
 *
 * @param slug of the data set
 * @param name method and data set
 * @param sentences about the attack and what is reset
 * @param pictures the noise of the first images, as PNG in Base64
 * @param units what is reset: Filters or Kernels
 * @param scores which scores of a layer are known
 * @param layers in the order of the file, none if nothing is reset
 */
record Resets(
    String slug,
    String name,
    long seed,
    List<String> sentences,
    List<String> pictures,
    String units,
    List<String> scores,
    List<Layer> layers) {
  private static final int MOST_PICTURES = 8;

  /** A mask's picture has at most so many pixels a side; a larger one is averaged. */
  private static final int MOST_PIXELS = 128;

  /**
   * One layer.
   *
   * @param name of the layer in the checkpoint
   * @param units how many it has
   * @param reset how many were reset
   * @param scores NaN where there is none
   * @param picture of its mask, as PNG in Base64; empty if there is none
   */
  record Layer(String name, int units, int reset, List<Double> scores, String picture) {

    String percent() {
      return Svg.number(100.0 * reset / units);
    }

    String share() {
      return Numbers.rounded(100.0 * reset / units, "s");
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
    Path filters = cell.artefact("mask.csv");
    Path kernels = cell.artefact("mask-layers.csv");
    boolean whole = Files.exists(filters);
    Path mask = whole ? filters : kernels;
    List<Layer> layers =
        Files.exists(mask)
            ? omissions
                .read(mask, () -> whole ? filters(mask) : kernels(mask, cell, omissions))
                .orElse(List.of())
            : List.of();
    String units = whole ? "Filters" : "Kernels";
    List<String> scores =
        whole
            ? List.of("Mean score, reset", "Mean score, kept")
            : List.of("Least score", "Median score", "Largest score");
    if (!layers.isEmpty()) {
      int reset = layers.stream().mapToInt(Layer::reset).sum();
      int all = layers.stream().mapToInt(Layer::units).sum();
      sentences.add(reset + " of " + all + " " + units.toLowerCase(Locale.ROOT) + " reset.");
    }
    String name = method.title() + " on " + data.label();
    boolean scored =
        layers.stream().flatMap(layer -> layer.scores.stream()).anyMatch(v -> !Double.isNaN(v));
    return new Resets(
        data.slug(),
        name,
        cell.seed(),
        sentences,
        pictures,
        units,
        scored ? scores : List.of(),
        layers);
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
    return png(noise);
  }

  private static List<Layer> filters(Path csv) throws IOException {
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
          List<Double> scores = List.of(sum[1] / sum[0], sum[3] / sum[2]);
          layers.add(new Layer(layer, reset + kept, reset, scores, ""));
        });
    return layers;
  }

  private static List<Layer> kernels(Path csv, SeedCell cell, Omissions omissions)
      throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (CsvTable.Row row :
        CsvTable.with(csv, "layer", "units", "masked", "least", "median", "largest").rows()) {
      String name = row.text("layer");
      // A name from a file must not lead out of the folder.
      Path picture = cell.artefact("mask-" + name.replaceAll("[/\\\\]", "_") + ".png");
      layers.add(
          new Layer(
              name,
              (int) row.number("units"),
              (int) row.number("masked"),
              List.of(row.number("least"), row.number("median"), row.number("largest")),
              Files.exists(picture)
                  ? omissions.read(picture, () -> small(picture)).orElse("")
                  : ""));
    }
    return layers;
  }

  /** A mask's picture, averaged over squares where it is large. */
  private static String small(Path picture) throws IOException {
    BufferedImage mask = ImageIO.read(picture.toFile());
    if (mask == null) {
      throw new InputException(picture, "is no picture");
    }
    int side = parts(Math.max(mask.getWidth(), mask.getHeight()), MOST_PIXELS);
    int width = parts(mask.getWidth(), side);
    int height = parts(mask.getHeight(), side);
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int white = 0;
        int all = 0;
        for (int v = y * side; v < Math.min(mask.getHeight(), (y + 1) * side); v++) {
          for (int u = x * side; u < Math.min(mask.getWidth(), (x + 1) * side); u++) {
            white += mask.getRGB(u, v) & 0xFF;
            all++;
          }
        }
        small.getRaster().setSample(x, y, 0, white / all);
      }
    }
    return Base64.getEncoder().encodeToString(png(small));
  }

  /** How many parts of a size a length has, the last one perhaps smaller. */
  private static int parts(int length, int size) {
    return (length + size - 1) / size;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
