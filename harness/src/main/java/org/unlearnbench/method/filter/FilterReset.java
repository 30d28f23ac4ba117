package org.unlearnbench.method.filter;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.unlearnbench.method.filter.ConvolutionLayer.Unit;
import org.unlearnbench.nn.Initializer;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * Forgets the units of a mask: their weights become zero, or fresh ones as at the network's
 * creation; where asked for, a filter's BatchNorm channel goes back to gamma 1, beta 0, running
 * mean 0, running variance 1. Nothing else changes.
 *
 * @param init what the weights become
 * @param batchNorm whether a filter's BatchNorm channel is reset too; of no effect on kernels,
 *     which have none of their own
 */
public record FilterReset(Init init, boolean batchNorm) {

  /** What reset weights become. */
  public enum Init {
    ZERO,
    /** Normal by fan-out, as torchvision initialises its ResNets. */
    KAIMING
  }

  /** Resets the masked units, drawing in the order of the layout. */
  public void apply(Network network, FilterMask mask, RandomGenerator random) {
    float[] parameters = network.parameters();
    for (int l = 0; l < mask.layers().size(); l++) {
      ConvolutionLayer layer = mask.layers().get(l);
      for (int u = 0; u < layer.units(); u++) {
        if (mask.masked()[l][u]) {
          reset(layer, u, parameters, random);
        }
      }
    }
    network.setParameters(parameters);
  }

  private void reset(ConvolutionLayer layer, int unit, float[] parameters, RandomGenerator random) {
    int begin = layer.unitOffset(unit);
    int length = layer.unitLength();
    if (init == Init.ZERO) {
      Arrays.fill(parameters, begin, begin + length, 0);
    } else {
      Initializer.initialize(layer.weight(), begin, length, parameters, random);
    }
    if (batchNorm && layer.unit() == Unit.FILTER) {
      for (Tensor tensor : layer.norm()) {
        boolean one = tensor.role() == Role.NORM_SCALE || tensor.role() == Role.RUNNING_VARIANCE;
        parameters[tensor.offset() + unit] = one ? 1 : 0;
      }
    }
  }
}
