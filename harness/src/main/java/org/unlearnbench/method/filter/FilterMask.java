package org.unlearnbench.method.filter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.filter.ConvolutionLayer.Unit;

/**
 * A choice of units of convolutions: of filters, or of kernels.
 *
 * @param layers the convolutions
 * @param masked per layer, whether each unit is chosen
 */
public record FilterMask(List<ConvolutionLayer> layers, boolean[][] masked) {

  /** Where a share of all units is taken. */
  public enum Scope {
    /** Of every layer. */
    PER_LAYER,
    /** Of all layers together. */
    GLOBAL
  }

  private record Choice(int layer, int index, double score) {}

  public FilterMask {
    layers = List.copyOf(layers);
  }

  /** The units with the largest scores; of equal ones, the earlier. */
  public static FilterMask largest(FilterScores scores, double ratio, Scope scope) {
    return first(scores, ratio, scope, Comparator.comparingDouble(Choice::score).reversed());
  }

  /** The units with the smallest scores; of equal ones, the earlier. */
  public static FilterMask smallest(FilterScores scores, double ratio, Scope scope) {
    return first(scores, ratio, scope, Comparator.comparingDouble(Choice::score));
  }

  /** Units chosen by lot. */
  public static FilterMask random(
      List<ConvolutionLayer> layers, double ratio, Scope scope, RandomGenerator random) {
    double[][] lots = new double[layers.size()][];
    for (int l = 0; l < lots.length; l++) {
      lots[l] = random.doubles(layers.get(l).units()).toArray();
    }
    return smallest(new FilterScores(layers, lots), ratio, scope);
  }

  private static FilterMask first(
      FilterScores scores, double ratio, Scope scope, Comparator<Choice> order) {
    List<ConvolutionLayer> layers = scores.layers();
    boolean[][] masked = new boolean[layers.size()][];
    List<Choice> all = new ArrayList<>();
    for (int l = 0; l < masked.length; l++) {
      masked[l] = new boolean[layers.get(l).units()];
      List<Choice> own = new ArrayList<>();
      for (int f = 0; f < masked[l].length; f++) {
        own.add(new Choice(l, f, scores.values()[l][f]));
      }
      if (scope == Scope.PER_LAYER) {
        mark(own, layers.get(l).unit().share(ratio, own.size()), order, masked);
      }
      all.addAll(own);
    }
    if (scope == Scope.GLOBAL && !layers.isEmpty()) {
      mark(all, layers.get(0).unit().share(ratio, all.size()), order, masked);
    }
    return new FilterMask(layers, masked);
  }

  private static void mark(
      List<Choice> units, long count, Comparator<Choice> order, boolean[][] masked) {
    units.stream() // sorted() is stable
        .sorted(order)
        .limit(count)
        .forEach(choice -> masked[choice.layer][choice.index] = true);
  }

  /** Number of chosen units of a layer. */
  public int count(int layer) {
    int count = 0;
    for (boolean chosen : masked[layer]) {
      count += chosen ? 1 : 0;
    }
    return count;
  }

  /**
   * How much of two masks over the same layers is common: units in both by units in one of them,
   * 0..1; NaN if both are empty.
   */
  public double jaccard(FilterMask other) {
    long both = 0;
    long either = 0;
    for (int l = 0; l < masked.length; l++) {
      for (int u = 0; u < masked[l].length; u++) {
        both += masked[l][u] && other.masked[l][u] ? 1 : 0;
        either += masked[l][u] || other.masked[l][u] ? 1 : 0;
      }
    }
    return (double) both / either;
  }

  /**
   * Leaves {@code mask-layers.csv}, a row per layer: number of units and of masked ones, least
   * score, its quartiles, largest score. Beside it what was chosen: for filters {@code mask.csv}, a
   * row each with layer, filter, score and masked (1 or 0); for kernels, of which there may be a
   * million, a picture per layer, {@code mask-LAYER.png}: output channels down, input channels
   * across, white where masked.
   *
   * @param scores what the choice rests on; null writes NA
   */
  public void write(Artefacts artefacts, FilterScores scores) throws IOException {
    List<List<Object>> summaries = new ArrayList<>();
    List<List<Object>> filters = new ArrayList<>();
    for (int l = 0; l < masked.length; l++) {
      ConvolutionLayer layer = layers.get(l);
      String name = layer.weight().module();
      List<Object> summary = new ArrayList<>(List.of(name, layer.units(), count(l)));
      double[] sorted =
          scores == null ? null : Arrays.stream(scores.values()[l]).sorted().toArray();
      for (int quarter = 0; quarter <= 4; quarter++) {
        summary.add(sorted == null ? Double.NaN : sorted[(sorted.length - 1) * quarter / 4]);
      }
      summaries.add(summary);
      for (int f = 0; f < masked[l].length && layer.unit() == Unit.FILTER; f++) {
        double score = scores == null ? Double.NaN : scores.values()[l][f];
        filters.add(List.of(name, f, score, masked[l][f] ? 1 : 0));
      }
      if (layer.unit() == Unit.KERNEL) {
        artefacts.bytes("mask-" + name + ".png", picture(layer, masked[l]));
      }
    }
    artefacts.csv(
        "mask-layers.csv",
        List.of("layer", "units", "masked", "least", "q1", "median", "q3", "largest"),
        summaries);
    if (!filters.isEmpty()) {
      artefacts.csv("mask.csv", List.of("layer", "filter", "score", "masked"), filters);
    }
  }

  private static byte[] picture(ConvolutionLayer layer, boolean... masked) throws IOException {
    int across = layer.weight().shape().get(1);
    int down = layer.weight().shape().get(0);
    BufferedImage picture = new BufferedImage(across, down, BufferedImage.TYPE_BYTE_BINARY);
    for (int u = 0; u < masked.length; u++) {
      picture.setRGB(u % across, u / across, masked[u] ? 0xffffff : 0);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }
}
