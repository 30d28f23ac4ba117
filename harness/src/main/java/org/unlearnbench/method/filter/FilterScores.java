package org.unlearnbench.method.filter;

import java.util.Arrays;
import java.util.List;

/**
 * One number per unit of convolutions: per filter or per kernel.
 *
 * @param layers the convolutions
 * @param values per layer, one value per unit
 */
public record FilterScores(List<ConvolutionLayer> layers, double[][] values) {

  public FilterScores {
    layers = List.copyOf(layers);
  }

  /** How the gradient of a unit's weights becomes one number. */
  @FunctionalInterface
  public interface Measure {

    /**
     * @param weights the network's flat vector
     * @param gradient of the same shape
     * @param begin the unit's first weight
     * @param end after its last
     */
    double of(float[] weights, float[] gradient, int begin, int end);
  }

  /** Mean absolute gradient. */
  public static double meanAbsolute(float[] weights, float[] gradient, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += Math.abs(gradient[i]);
    }
    return sum / (end - begin);
  }

  /** Root of the mean squared gradient. */
  public static double rootMeanSquare(float[] weights, float[] gradient, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum / (end - begin));
  }

  /** Absolute mean gradient: how strongly all of the unit's weights are pushed one way. */
  public static double absoluteMean(float[] weights, float[] gradient, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += gradient[i];
    }
    return Math.abs(sum / (end - begin));
  }

  /** First-order change of the loss if the unit were zero: |sum of weight times gradient|. */
  public static double taylor(float[] weights, float[] gradient, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += (double) weights[i] * gradient[i];
    }
    return Math.abs(sum);
  }

  /** A measure of every unit. */
  public static FilterScores of(
      List<ConvolutionLayer> layers, Measure measure, float[] weights, float[] gradient) {
    double[][] values = new double[layers.size()][];
    for (int l = 0; l < values.length; l++) {
      ConvolutionLayer layer = layers.get(l);
      values[l] = new double[layer.units()];
      Arrays.setAll(
          values[l],
          f -> measure.of(weights, gradient, layer.unitOffset(f), layer.unitOffset(f + 1)));
    }
    return new FilterScores(layers, values);
  }

  /** These scores divided by others; 0 / 0 is 0: a unit that nothing reaches stands out in none. */
  public FilterScores dividedBy(FilterScores other) {
    double[][] ratio = new double[values.length][];
    for (int l = 0; l < ratio.length; l++) {
      double[] above = values[l];
      double[] below = other.values[l];
      ratio[l] = new double[above.length];
      Arrays.setAll(ratio[l], f -> above[f] == 0 ? 0 : above[f] / below[f]);
    }
    return new FilterScores(layers, ratio);
  }
}
