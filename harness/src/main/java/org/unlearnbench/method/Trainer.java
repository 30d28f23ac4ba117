package org.unlearnbench.method;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.Sgd;
import org.unlearnbench.nn.optim.UpdateMask;

/** Trains a network by SGD along a {@link Recipe}. */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final Network network;
  private final Recipe recipe;
  private final Sgd sgd;

  /** Called when an epoch is over. */
  @FunctionalInterface
  public interface EpochListener {
    void epochFinished(int done, int total);
  }

  /** A trainer with fresh optimiser state that moves every trainable parameter. */
  public Trainer(Network network, Recipe recipe) {
    this(network, recipe, null);
  }

  /**
   * @param mask scales gradients and freezes parameters; null moves all
   */
  public Trainer(Network network, Recipe recipe, UpdateMask mask) {
    this.network = network;
    this.recipe = recipe;
    this.sgd = new Sgd(network.layout(), recipe.momentum(), recipe.weightDecay(), mask);
  }

  /**
   * All epochs of the recipe.
   *
   * @throws NonFiniteLossException if a loss is NaN or infinite
   */
  public void train(TrainingBatches batches, Objective objective, EpochListener listener) {
    int steps = recipe.epochs() * batches.perEpoch();
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      int step = epoch * batches.perEpoch();
      try (TrainingBatches.Stream stream = batches.epoch(epoch)) {
        while (stream.hasNext()) {
          double lr = recipe.schedule().rate(recipe.lr(), epoch, recipe.epochs(), step, steps);
          step(stream.next(), objective, lr, "epoch " + (epoch + 1));
          step++;
        }
      }
      listener.epochFinished(epoch + 1, recipe.epochs());
    }
  }

  /**
   * One step. A batch of one image is skipped: train-mode BatchNorm is not defined on it.
   *
   * @param where for the message if the loss is not finite
   */
  public void step(Batch batch, Objective objective, double lr, String where) {
    if (batch.size() < 2) {
      LOG.info("{}: skipped a last batch of one image", where);
      return;
    }
    float[][] logits = network.forward(batch, Mode.TRAIN);
    Loss loss = objective.of(batch, logits);
    if (!Double.isFinite(loss.value())) {
      throw new NonFiniteLossException(where + ": the loss is " + loss.value());
    }
    network.backward(loss.gradient(), Want.PARAMETERS);
    sgd.step(network, lr);
  }
}
