package org.unlearnbench.baselines;

import java.io.IOException;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.nn.optim.Optimizer;
import org.unlearnbench.nn.optim.Sgd;
import org.unlearnbench.nn.optim.UpdateMask;

/** SGD on a loss with a penalty on the trainable weights, whose gradient it adds at every step. */
final class PenalisedSgd implements Optimizer {
  private final Sgd sgd;
  private final Penalty penalty;

  /** A penalty that is a sum over weights. */
  @FunctionalInterface
  interface Penalty {
    /**
     * Its derivative.
     *
     * @param index place of the weight in the flat vector
     */
    double derivative(int index, float weight);
  }

  /**
   * @param mask which parameters move; null moves all
   */
  PenalisedSgd(Network network, Recipe recipe, UpdateMask mask, Penalty penalty) {
    this.sgd = new Sgd(network.layout(), recipe.momentum(), recipe.weightDecay(), mask);
    this.penalty = penalty;
  }

  /**
   * SGD on a loss with pull / 2 times the squared distance to the weights the network has now;
   * plain SGD where pull is 0.
   *
   * @param mask which parameters move; null moves all
   */
  static Optimizer pulling(Network network, Recipe recipe, UpdateMask mask, double pull) {
    if (pull == 0) {
      return new Sgd(network.layout(), recipe.momentum(), recipe.weightDecay(), mask);
    }
    float[] home = network.parameters();
    return new PenalisedSgd(network, recipe, mask, (i, w) -> pull * (w - home[i]));
  }

  @Override
  public void step(Network network, double lr) {
    float[] weights = network.parameters();
    float[] gradient = network.gradient();
    for (Tensor tensor : network.layout().tensors()) {
      if (tensor.role().trainable()) {
        for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
          gradient[i] += (float) penalty.derivative(i, weights[i]);
        }
      }
    }
    network.setGradient(gradient);
    sgd.step(network, lr);
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    sgd.save(out);
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    sgd.restore(in);
  }
}
