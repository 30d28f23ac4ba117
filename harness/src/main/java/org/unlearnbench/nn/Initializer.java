package org.unlearnbench.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * Initial weights as torchvision gives its ResNets: convolutions Kaiming normal by fan-out, N(0, 2
 * / (out kH kW)); BatchNorm gamma 1, beta 0, running mean 0, running variance 1; the last layer as
 * PyTorch's {@code Linear}, weight and bias uniform in +-1/sqrt(in).
 */
public final class Initializer {
  private Initializer() {}

  /** Overwrites all of {@code parameters}, drawing in the order of the layout. */
  public static void initialize(
      ParameterLayout layout, float[] parameters, RandomGenerator random) {
    float bound = 0;
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == ParameterLayout.Role.LINEAR_WEIGHT) {
        bound = (float) (1 / Math.sqrt(tensor.shape().get(1)));
      }
      fill(tensor, parameters, tensor.offset(), tensor.length(), bound, random);
    }
  }

  /**
   * Overwrites some of a convolution's weights with fresh values.
   *
   * @param begin place of the first one in {@code parameters}
   */
  public static void initialize(
      Tensor convolution, int begin, int length, float[] parameters, RandomGenerator random) {
    fill(convolution, parameters, begin, length, 0, random);
  }

  private static void fill(
      Tensor tensor,
      float[] parameters,
      int offset,
      int length,
      float bound,
      RandomGenerator random) {
    int end = offset + length;
    switch (tensor.role()) {
      case CONVOLUTION -> {
        int fanOut = tensor.shape().get(0) * tensor.shape().get(2) * tensor.shape().get(3);
        double deviation = Math.sqrt(2.0 / fanOut);
        for (int i = offset; i < end; i++) {
          parameters[i] = (float) (random.nextGaussian() * deviation);
        }
      }
      case NORM_SCALE, RUNNING_VARIANCE -> Arrays.fill(parameters, offset, end, 1f);
      case NORM_SHIFT, RUNNING_MEAN -> Arrays.fill(parameters, offset, end, 0f);
      case LINEAR_WEIGHT, LINEAR_BIAS -> {
        for (int i = offset; i < end; i++) {
          parameters[i] = (2 * random.nextFloat() - 1) * bound;
        }
      }
    }
  }
}
