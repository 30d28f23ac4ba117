package org.unlearnbench.method.filter;

import java.util.random.RandomGenerator;
import org.unlearnbench.nn.Initializer;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * Forgets the filters of a mask: fresh Kaiming weights, as at the network's creation, and, where
 * asked for, the channel's BatchNorm back at gamma 1, beta 0, running mean 0, running variance 1.
 * Nothing else changes.
 *
 * @param batchNorm whether the BatchNorm channel is reset too
 */
public record FilterReset(boolean batchNorm) {

  /** Resets the masked filters, drawing in the order of the layout. */
  public void apply(Network network, FilterMask mask, RandomGenerator random) {
    float[] parameters = network.parameters();
    for (int l = 0; l < mask.layers().size(); l++) {
      ConvolutionLayer layer = mask.layers().get(l);
      for (int f = 0; f < layer.filters(); f++) {
        if (mask.masked()[l][f]) {
          reset(layer, f, parameters, random);
        }
      }
    }
    network.setParameters(parameters);
  }

  private void reset(ConvolutionLayer layer, int filter, float[] parameters, RandomGenerator r) {
    Initializer.initializeFilter(layer.weight(), filter, parameters, r);
    if (batchNorm) {
      for (Tensor tensor : layer.norm()) {
        boolean one = tensor.role() == Role.NORM_SCALE || tensor.role() == Role.RUNNING_VARIANCE;
        parameters[tensor.offset() + filter] = one ? 1 : 0;
      }
    }
  }
}
