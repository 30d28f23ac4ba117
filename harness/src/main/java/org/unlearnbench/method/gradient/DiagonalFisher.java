package org.unlearnbench.method.gradient;

import org.unlearnbench.data.Batch;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.Loss;

/**
 * How much each parameter matters to a set: the mean over its batches of the squared gradient of
 * the batch's mean loss, network in eval mode. With batches of one image this is the empirical
 * Fisher information's diagonal; larger batches average before they square, as selective synaptic
 * dampening does.
 */
public final class DiagonalFisher {
  private DiagonalFisher() {}

  /**
   * The importances, from 0 up, one per value of the flat vector; 0 where not trainable.
   *
   * @throws NonFiniteLossException if a loss is NaN or infinite
   */
  public static double[] of(Network network, OrderedBatches batches, Objective objective) {
    double[] sum = new double[network.layout().length()];
    int count = 0;
    for (Batch batch : batches) {
      Loss loss = objective.of(batch, network.forward(batch, Mode.EVAL));
      if (!Double.isFinite(loss.value())) {
        throw new NonFiniteLossException("importance of a set: the loss is " + loss.value());
      }
      network.backward(loss.gradient(), Want.PARAMETERS);
      float[] gradient = network.gradient();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (double) gradient[i] * gradient[i];
      }
      count++;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
    return sum;
  }
}
