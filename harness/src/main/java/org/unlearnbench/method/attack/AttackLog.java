package org.unlearnbench.method.attack;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * What an attack did, for the run directory: {@code attack.csv} with the mean loss after each step,
 * {@code noise.csv} with a row per image, and for the first images a picture each of image, noise
 * (grey is none, stretched to the largest change) and attacked image, or of the noise alone where
 * images may not be shown.
 */
public final class AttackLog {
  private static final List<String> HEADER =
      List.of("index", "l2", "linf", "mean_abs", "loss_before", "loss_after");

  private final TaskLoss loss;
  private final int pictures;
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<BufferedImage> images = new ArrayList<>();

  /** By steps made, the sum over all images. */
  private final SortedMap<Integer, Double> losses = new TreeMap<>();

  private int steps;

  /**
   * @param pictures number of images to show
   */
  public AttackLog(TaskLoss loss, int pictures) {
    this.loss = loss;
    this.pictures = pictures;
  }

  /** Notes the mean loss of a batch of {@code size} images after some steps. */
  public void reached(int step, double mean, int size) {
    losses.merge(step, mean * size, Double::sum);
    steps = Math.max(steps, step + 1);
  }

  /** Notes a batch and what became of it; asks the network in eval mode for the losses. */
  public void add(Network network, Batch clean, Batch attacked) {
    float[][] before = network.forward(clean, Mode.EVAL);
    float[][] after = network.forward(attacked, Mode.EVAL);
    int length = clean.pixels().length / clean.size();
    for (int i = 0; i < clean.size(); i++) {
      double squares = 0;
      double largest = 0;
      double sum = 0;
      for (int k = i * length; k < (i + 1) * length; k++) {
        double delta = Math.abs((double) attacked.pixels()[k] - clean.pixels()[k]);
        squares += delta * delta;
        largest = Math.max(largest, delta);
        sum += delta;
      }
      double from = lossOf(before[i], clean.labels()[i]);
      double to = lossOf(after[i], clean.labels()[i]);
      losses.merge(steps, to, Double::sum);
      if (images.size() < pictures) {
        images.add(picture(clean.pixels(), attacked.pixels(), i * length, length, largest));
      }
      rows.add(List.of(rows.size(), Math.sqrt(squares), largest, sum / length, from, to));
    }
  }

  private double lossOf(float[] logits, int... label) {
    return loss.of(new float[][] {logits}, new int[][] {label}).value();
  }

  private static BufferedImage picture(
      float[] clean, float[] attacked, int offset, int length, double largest) {
    int plane = length / 3;
    int size = (int) Math.round(Math.sqrt(plane));
    BufferedImage strip = new BufferedImage(3 * size, size, BufferedImage.TYPE_INT_RGB);
    double stretch = largest == 0 ? 0 : 0.5 / largest;
    for (int p = 0; p < plane; p++) {
      int[] rgb = new int[3];
      for (int channel = 0; channel < 3; channel++) {
        int k = offset + channel * plane + p;
        double noise = 0.5 + stretch * (attacked[k] - clean[k]);
        rgb[0] = rgb[0] << 8 | Math.round(255 * clean[k]);
        rgb[1] = rgb[1] << 8 | (int) Math.round(255 * noise);
        rgb[2] = rgb[2] << 8 | Math.round(255 * attacked[k]);
      }
      for (int part = 0; part < 3; part++) {
        strip.setRGB(part * size + p % size, p / size, rgb[part]);
      }
    }
    return strip;
  }

  /**
   * Leaves {@code attack.csv}, {@code noise.csv} and {@code noise-0.png, noise-1.png, ..}, or
   * {@code noise-only-0.png, ..} where images may not be shown.
   */
  public void write(Artefacts artefacts) throws IOException {
    List<List<Object>> means = new ArrayList<>();
    losses.forEach((step, sum) -> means.add(List.of(step, sum / rows.size())));
    artefacts.csv("attack.csv", List.of("step", "loss"), means);
    artefacts.csv("noise.csv", HEADER, rows);
    for (int i = 0; i < images.size(); i++) {
      BufferedImage strip = images.get(i);
      int size = strip.getHeight();
      boolean all = artefacts.mayShowImages();
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(all ? strip : strip.getSubimage(size, 0, size, size), "png", png);
      artefacts.bytes((all ? "noise-" : "noise-only-") + i + ".png", png.toByteArray());
    }
  }
}
