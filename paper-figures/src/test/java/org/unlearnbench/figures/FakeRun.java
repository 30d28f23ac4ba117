package org.unlearnbench.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;

/**
 * A test fixture: made-up results with the shape of a real run, the same for the same arguments. No
 * number of it was measured.
 */
public final class FakeRun implements RunDirectory {
  private static final Task TASK = Task.singleLabel(List.of("a", "b", "c", "d"));
  private static final int IMAGES = 40;

  private final Path path;
  private final String experiment;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Info> cards = new LinkedHashMap<>();
  private final List<MetricCard> metrics = new ArrayList<>();
  private String ranking = "nomus";
  private final Map<Split, Integer> images = new EnumMap<>(Split.class);

  public FakeRun(Path path, String experiment) {
    this.path = path;
    this.experiment = experiment;
  }

  /** The methods of the quickstart on two data sets with three seeds. */
  public static FakeRun quickstart(Path path) {
    FakeRun run = new FakeRun(path, "quickstart");
    for (String dataset : List.of("cmu-mufac", "cmu-mucac")) {
      run.method(dataset, "original", "Original", 0.72, 0.76, 0, 1, 2, 3);
      run.method(dataset, "retrain", "Retrained", 0.63, 0.48, 60, 1, 2, 3);
      run.method(dataset, "finetune", "Fine-tuning", 0.715, 0.75, 8, 1, 2, 3);
      run.method(dataset, "scrub", "SCRUB", 0.70, 0.70, 11, 1, 2, 3);
      run.method(dataset, "random-mask", "Random mask", 0.60, 0.53, 14, 1, 2, 3);
      run.method(dataset, "aru", "ARU", 0.62, 0.52, 19, 1, 2, 3);
    }
    return run;
  }

  /** Twenty methods on three data sets with five seeds. */
  public static FakeRun large(Path path) {
    FakeRun run = new FakeRun(path, "large");
    for (String dataset : List.of("cmu-mufac", "cmu-mucac", "a data set with quite a long name")) {
      SplittableRandom random = new SplittableRandom(dataset.length());
      run.method(dataset, "original", "Original", 0.72, 0.76, 0, 1, 2, 3, 4, 5);
      run.method(dataset, "retrain", "Retrained", 0.63, 0.48, 60, 1, 2, 3, 4, 5);
      run.method(dataset, "random-mask", "Random mask", 0.60, 0.53, 14, 1, 2, 3, 4, 5);
      run.method(dataset, "aru", "ARU", 0.62, 0.52, 19, 1, 2, 3, 4, 5);
      for (int i = 5; i <= 20; i++) {
        String title = i == 7 ? "A method whose title is far too long for a chart" : "Method " + i;
        double accuracy = 0.4 + 0.35 * random.nextDouble();
        double mia = 0.45 + 0.3 * random.nextDouble();
        double seconds = 2 + 100 * random.nextDouble();
        run.method(dataset, "method-" + i, title, accuracy, mia, seconds, 1, 2, 3, 4, 5);
      }
    }
    return run;
  }

  /** Adds a method's cells: its metrics scatter around the given means. */
  public FakeRun method(
      String dataset,
      String method,
      String title,
      double accuracy,
      double mia,
      double unlearnSeconds,
      long... seeds) {
    cards.put(
        method,
        new Info(
            method,
            title,
            "A made-up card.",
            "Nowhere 2026, section 1",
            Parameter.integer("epochs", 5, "passes over retain").atLeast(0)));
    for (long seed : seeds) {
      SplittableRandom random = new SplittableRandom((dataset + method).hashCode() + 31 * seed);
      double a = accuracy + 0.03 * (random.nextDouble() - 0.5);
      double m = mia + 0.03 * (random.nextDouble() - 0.5);
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("test_accuracy", a);
      metrics.put("test_top2", Math.min(1, a + 0.2));
      metrics.put("forget_accuracy", Math.min(1, m + 0.24));
      metrics.put("mia", m);
      metrics.put("forgetting_score", Math.abs(m - 0.5));
      metrics.put("nomus", (a + 1 - 2 * Math.abs(m - 0.5)) / 2);
      metrics.put("tow", method.equals("retrain") ? 1.0 : 1 - Math.abs(m - 0.48));
      Map<String, Double> seconds = new LinkedHashMap<>();
      seconds.put("unlearn", unlearnSeconds * (1 + 0.1 * random.nextDouble()));
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("epochs", 5L);
      // As much work as the time is meant to be; Retrained's is 60.
      Cost cost = cost(unlearnSeconds, seconds.get("unlearn"));
      metrics.put("cost", cost.relativeTo(cost(60, 0)));
      cells.add(
          alone(
                  new Cell(
                      dataset,
                      method,
                      title,
                      seed,
                      Cell.Status.OK,
                      "",
                      metrics,
                      seconds,
                      parameters))
              .costing(Map.of("unlearn", cost)));
    }
    return this;
  }

  private static Cost cost(double work, double seconds) {
    long images = Math.round(100 * work);
    return new Cost(images / 10, images, images, Optional.of(2 * seconds));
  }

  /** The same cell, made while no other was. */
  public static Cell alone(Cell cell) {
    return cell.madeOf("", Optional.empty(), Map.of(Cell.WORKERS, "1"));
  }

  /** Adds a cell that failed. */
  public FakeRun failed(String dataset, String method, String title, long seed, String reason) {
    cells.add(
        new Cell(
            dataset,
            method,
            title,
            seed,
            Cell.Status.FAILED,
            reason,
            Map.of(),
            Map.of(),
            Map.of()));
    return this;
  }

  /** Adds a cell as it is. */
  public FakeRun cell(Cell cell) {
    cells.add(cell);
    return this;
  }

  /** Gives every finished cell times of all phases, and ARU's those of its parts. */
  public FakeRun withPhases() {
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (cell.status() == Cell.Status.OK) {
        double unlearn = cell.seconds().get("unlearn");
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("load", 0.5);
        if (!cell.method().equals("retrain")) {
          seconds.put("train", 60.0);
        }
        seconds.put("unlearn", unlearn);
        if (cell.method().equals("aru")) {
          seconds.put("unlearn.attack", 0.25 * unlearn);
          seconds.put("unlearn.mask", 0.05 * unlearn);
        }
        seconds.put("evaluate", 1.0);
        seconds.put("write", 0.125);
        Map<String, Cost> costs = new LinkedHashMap<>();
        seconds.forEach((phase, wall) -> costs.put(phase, cost(wall, wall)));
        costs.put("unlearn", cell.cost("unlearn").orElseThrow());
        cells.set(
            i,
            alone(
                    new Cell(
                        cell.dataset(),
                        cell.method(),
                        cell.title(),
                        cell.seed(),
                        cell.status(),
                        cell.reason(),
                        cell.metrics(),
                        seconds,
                        cell.parameters()))
                .costing(costs));
      }
    }
    return this;
  }

  /** Ranks by a metric, which the run describes. */
  public FakeRun rankedBy(MetricCard card) {
    metrics.add(card);
    ranking = card.column();
    return this;
  }

  /** Says how many images the splits of every data set have. */
  public FakeRun withImages(Map<Split, Integer> counts) {
    images.putAll(counts);
    return this;
  }

  /** Says that the method the experiment calls {@code name} is {@code own} by its own name. */
  public FakeRun renamed(String name, String own) {
    cards.put(name, new Info(own, own, "A made-up card.", ""));
    return this;
  }

  /** Writes what a real run leaves beside its cells: artefacts, configuration, provenance. */
  public FakeRun withFiles() throws IOException {
    AtomicFiles.write(
        path.resolve("config.resolved.yaml"), "name: " + experiment + "\nseeds: [1, 2, 3]\n");
    ObjectNode provenance = JsonFile.object(1);
    provenance.put("git_commit", "0000000").put("git_dirty", false);
    provenance.putObject("data").put("manifest_sha256", "abc");
    provenance.putArray("jars").add("a.jar").add("b.jar");
    JsonFile.write(path.resolve("provenance.json"), provenance);
    for (Cell cell : cells) {
      Path artefacts = folder(cell).resolve("artefacts");
      if (cell.status() == Cell.Status.OK && cell.seconds().get("unlearn") > 0) {
        AtomicFiles.write(artefacts.resolve("curves.csv"), curves(cell));
      }
      if (cell.method().equals("aru")) {
        AtomicFiles.write(artefacts.resolve("mask.csv"), mask());
        AtomicFiles.write(
            artefacts.resolve("noise.csv"),
            "index,l2,linf,mean_abs,loss_before,loss_after\n"
                + "0,1.5,0.0313,0.02,0.01,3.5\n1,1.7,0.0313,0.02,0.03,4.5\n");
        for (int i = 0; i < 3; i++) {
          byte[] strip = strip(i);
          AtomicFiles.write(artefacts.resolve("noise-" + i + ".png"), out -> out.write(strip));
        }
        AtomicFiles.write(artefacts.resolve("attack.csv"), attack(cell));
        AtomicFiles.write(artefacts.resolve("kernels.csv"), kernels(cell));
        AtomicFiles.write(artefacts.resolve("overlap.csv"), overlap(cell));
      }
      if (cell.method().equals("random-mask")) {
        AtomicFiles.write(
            artefacts.resolve("mask-layers.csv"),
            "layer,units,masked,least,q1,median,q3,largest\n"
                + "conv1,48,24,NA,NA,NA,NA,NA\nlayer1.0.conv1,256,128,NA,NA,NA,NA,NA\n");
        byte[] mask = kernelMask(cell.seed());
        AtomicFiles.write(artefacts.resolve("mask-layer1.0.conv1.png"), out -> out.write(mask));
      }
    }
    return this;
  }

  private static String curves(Cell cell) {
    StringBuilder text =
        new StringBuilder("epoch,seconds,test_accuracy,forget_accuracy,mia,nomus\n");
    double end = cell.metrics().get("nomus");
    boolean resets = cell.method().equals("aru") || cell.method().equals("random-mask");
    for (int epoch = resets ? 0 : 1; epoch <= 5; epoch++) {
      double seconds = cell.seconds().get("unlearn") * epoch / 5;
      double nomus = 0.6 + (end - 0.6) * epoch / 5;
      double accuracy = 0.1 * (epoch + 1);
      text.append(epoch + "," + seconds + "," + accuracy + "," + accuracy + ",0.5," + nomus + "\n");
    }
    return text.toString();
  }

  private static String attack(Cell cell) {
    StringBuilder text = new StringBuilder("step,loss\n");
    for (int step = 0; step <= 7; step++) {
      text.append(step + "," + Math.pow(10, -2 - 0.3 * step - 0.1 * cell.seed()) + "\n");
    }
    return text.toString();
  }

  private static String kernels(Cell cell) {
    StringBuilder text = new StringBuilder("layer,unit,clean,noise,masked\n");
    SplittableRandom random = new SplittableRandom(cell.seed());
    for (String layer : List.of("conv1", "layer1.0.conv1", "layer4.1.conv2")) {
      for (int unit = 0; unit < 20; unit++) {
        double clean = 1e-4 * (random.nextDouble() - 0.5);
        double noise = 1e-2 * (random.nextDouble() - 0.5);
        int masked = Math.abs(clean - noise) < 25e-4 ? 1 : 0;
        text.append(layer + "," + unit + "," + clean + "," + noise + "," + masked + "\n");
      }
    }
    return text.toString();
  }

  private static String overlap(Cell cell) {
    double more = 0.01 * cell.seed();
    return "mask,other,jaccard\nchosen,minimise-train,1.0\nchosen,second-start,%s\n"
            .formatted(0.4 + more)
        + "chosen,msg,%s\nchosen,lot,%s\n".formatted(0.35 + more, 0.32 + more)
        + "maximise-train,minimise-train,%s\n".formatted(0.36 + more);
  }

  private static byte[] kernelMask(long seed) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_BINARY);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, random.nextBoolean() ? 0xFFFFFF : 0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static String mask() {
    StringBuilder text = new StringBuilder("layer,filter,score,masked\n");
    for (String layer : List.of("conv1", "layer1.0.conv1", "layer4.1.conv2")) {
      for (int filter = 0; filter < 10; filter++) {
        boolean masked = filter < layer.length() % 5 + 1;
        text.append(layer + "," + filter + "," + (0.01 * (10 - filter)) + ",");
        text.append(masked ? "1\n" : "0\n");
      }
    }
    return text.toString();
  }

  private static byte[] strip(int seed) throws IOException {
    BufferedImage image = new BufferedImage(48, 16, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(seed);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 48; x++) {
        image.setRGB(x, y, x < 16 || x >= 32 ? 0xFF0000 : random.nextInt(0x1000000));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String experiment() {
    return experiment;
  }

  @Override
  public List<Cell> cells() {
    return List.copyOf(cells);
  }

  @Override
  public String rankingMetric() {
    return ranking;
  }

  @Override
  public List<MetricCard> metrics() {
    return List.copyOf(metrics);
  }

  @Override
  public Map<Split, Integer> images(Cell cell) {
    return images;
  }

  @Override
  public Map<String, Info> cards() {
    return cards;
  }

  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell) throws IOException {
    if (cell.status() == Cell.Status.FAILED) {
      throw new IOException("a failed cell has no outputs");
    }
    SplittableRandom random = new SplittableRandom(cell.seed() + cell.method().hashCode());
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      double margin = split == Split.UNSEEN ? 1 : 1 + 8 * (cell.metrics().get("mia") - 0.5);
      outputs.put(split, outputs(split, margin, random));
    }
    return outputs;
  }

  private static SplitOutputs outputs(Split split, double margin, SplittableRandom random) {
    List<String> paths = new ArrayList<>();
    int[][] labels = new int[IMAGES][];
    float[][] logits = new float[IMAGES][TASK.outputs()];
    for (int i = 0; i < IMAGES; i++) {
      paths.add(split.key() + "/" + i + ".png");
      labels[i] = new int[] {random.nextInt(TASK.outputs())};
      for (int k = 0; k < TASK.outputs(); k++) {
        logits[i][k] = (float) (2 * random.nextDouble() - 1);
      }
      logits[i][labels[i][0]] += (float) (margin * (0.5 + random.nextDouble()));
    }
    return new SplitOutputs(split, TASK, paths, labels, logits);
  }

  @Override
  public Path folder(Cell cell) {
    return path.resolve("cells")
        .resolve(cell.dataset())
        .resolve(cell.method())
        .resolve("seed-" + cell.seed());
  }
}
