package org.unlearnbench.nn.loss;

/**
 * A loss of one batch and its gradient.
 *
 * @param value mean over the batch
 * @param gradient [n][outputs], d value / d logits
 */
public record Loss(double value, float[][] gradient) {

  /** This loss times {@code factor}. */
  public Loss times(double factor) {
    float[][] scaled = new float[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      scaled[i] = new float[gradient[i].length];
      for (int k = 0; k < gradient[i].length; k++) {
        scaled[i][k] = (float) (gradient[i][k] * factor);
      }
    }
    return new Loss(value * factor, scaled);
  }

  /** The sum of two losses of the same logits. */
  public Loss plus(Loss other) {
    float[][] sum = new float[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      sum[i] = new float[gradient[i].length];
      for (int k = 0; k < gradient[i].length; k++) {
        sum[i][k] = gradient[i][k] + other.gradient[i][k];
      }
    }
    return new Loss(value + other.value, sum);
  }
}
