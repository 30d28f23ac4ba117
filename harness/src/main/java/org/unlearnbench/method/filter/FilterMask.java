package org.unlearnbench.method.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unlearnbench.method.Artefacts;

/**
 * A choice of convolution filters.
 *
 * @param layers the convolutions
 * @param masked per layer, whether each filter is chosen
 */
public record FilterMask(List<ConvolutionLayer> layers, boolean[][] masked) {

  /** Where a share of all filters is taken. */
  public enum Scope {
    /** round(ratio * filters) of every layer. */
    PER_LAYER,
    /** round(ratio * filters) of all layers together. */
    GLOBAL
  }

  private record Filter(int layer, int index, double score) {}

  public FilterMask {
    layers = List.copyOf(layers);
  }

  /** The filters with the largest scores; of equal ones, the earlier. */
  public static FilterMask largest(FilterScores scores, double ratio, Scope scope) {
    return first(scores, ratio, scope, Comparator.comparingDouble(Filter::score).reversed());
  }

  /** The filters with the smallest scores; of equal ones, the earlier. */
  public static FilterMask smallest(FilterScores scores, double ratio, Scope scope) {
    return first(scores, ratio, scope, Comparator.comparingDouble(Filter::score));
  }

  /** Filters chosen by lot. */
  public static FilterMask random(
      List<ConvolutionLayer> layers, double ratio, Scope scope, RandomGenerator random) {
    double[][] lots = new double[layers.size()][];
    for (int l = 0; l < lots.length; l++) {
      lots[l] = random.doubles(layers.get(l).filters()).toArray();
    }
    return smallest(new FilterScores(layers, lots), ratio, scope);
  }

  private static FilterMask first(
      FilterScores scores, double ratio, Scope scope, Comparator<Filter> order) {
    List<ConvolutionLayer> layers = scores.layers();
    boolean[][] masked = new boolean[layers.size()][];
    List<Filter> all = new ArrayList<>();
    for (int l = 0; l < masked.length; l++) {
      masked[l] = new boolean[layers.get(l).filters()];
      List<Filter> own = new ArrayList<>();
      for (int f = 0; f < masked[l].length; f++) {
        own.add(new Filter(l, f, scores.values()[l][f]));
      }
      if (scope == Scope.PER_LAYER) {
        mark(own, ratio, order, masked);
      }
      all.addAll(own);
    }
    if (scope == Scope.GLOBAL) {
      mark(all, ratio, order, masked);
    }
    return new FilterMask(layers, masked);
  }

  private static void mark(
      List<Filter> filters, double ratio, Comparator<Filter> order, boolean[][] masked) {
    long count = Math.round(ratio * filters.size());
    filters.stream() // sorted() is stable
        .sorted(order)
        .limit(count)
        .forEach(filter -> masked[filter.layer][filter.index] = true);
  }

  /** Number of chosen filters of a layer. */
  public int count(int layer) {
    int count = 0;
    for (boolean chosen : masked[layer]) {
      count += chosen ? 1 : 0;
    }
    return count;
  }

  /**
   * Leaves {@code mask.csv}: a row per filter with layer, filter, score and masked (1 or 0).
   *
   * @param scores what the choice rests on; null writes NA
   */
  public void write(Artefacts artefacts, FilterScores scores) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < masked.length; l++) {
      for (int f = 0; f < masked[l].length; f++) {
        Object score = scores == null ? "NA" : scores.values()[l][f];
        rows.add(List.of(layers.get(l).weight().module(), f, score, masked[l][f] ? 1 : 0));
      }
    }
    artefacts.csv("mask.csv", List.of("layer", "filter", "score", "masked"), rows);
  }
}
