package org.unlearnbench.nn.optim;

import java.io.IOException;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * {@code torch.optim.Adam} with its default coefficients: g += decay * p; m = 0.9 m + 0.1 g; v =
 * 0.999 v + 0.001 g^2; p -= lr * m' / (sqrt(v') + 1e-8), where m' = m / (1 - 0.9^t) and v' = v / (1
 * - 0.999^t). Works on a network or on any vector, such as pixels.
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] mean;
  private final double[] square;
  private final boolean[] fixed;
  private final double decay;
  private int steps;

  /** For a vector of that length, without weight decay. */
  public Adam(int length) {
    this(length, 0);
  }

  private Adam(int length, double decay) {
    this.decay = decay;
    this.mean = new double[length];
    this.square = new double[length];
    this.fixed = new boolean[length];
  }

  /** For a network's trainable parameters, without weight decay. */
  public Adam(ParameterLayout layout) {
    this(layout, 0);
  }

  /**
   * For a network's trainable parameters.
   *
   * @param decay L2 term in the gradient, 0 or more
   */
  public Adam(ParameterLayout layout, double decay) {
    this(layout.length(), decay);
    for (Tensor tensor : layout.tensors()) {
      for (int i = 0; i < tensor.length(); i++) {
        fixed[tensor.offset() + i] = !tensor.role().trainable();
      }
    }
  }

  @Override
  public void step(Network network, double lr) {
    steps++;
    network.update(
        (offset, length, parameters, gradient) -> step(offset, length, parameters, gradient, lr));
  }

  /** One step of a vector along a gradient of the same length. */
  public void step(float[] values, float[] gradient, double lr) {
    if (values.length != mean.length || gradient.length != mean.length) {
      throw new IllegalArgumentException(
          values.length + " values and " + gradient.length + " slopes for " + mean.length);
    }
    steps++;
    step(0, values.length, values, gradient, lr);
  }

  private void step(int offset, int length, float[] values, float[] gradient, double lr) {
    double meanCorrection = 1 - Math.pow(BETA1, steps);
    double squareCorrection = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < length; i++) {
      int k = offset + i;
      if (fixed[k]) {
        continue;
      }
      double g = decay == 0 ? gradient[i] : gradient[i] + decay * values[i];
      mean[k] = BETA1 * mean[k] + (1 - BETA1) * g;
      square[k] = BETA2 * square[k] + (1 - BETA2) * g * g;
      double scale = Math.sqrt(square[k] / squareCorrection) + EPSILON;
      values[i] -= (float) (lr * (mean[k] / meanCorrection) / scale);
    }
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    out.number(steps);
    out.doubles(mean);
    out.doubles(square);
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    steps = (int) in.number();
    in.fill(mean);
    in.fill(square);
  }
}
