package org.unlearnbench.method;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.Optimizer;
import org.unlearnbench.nn.optim.Sgd;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * Trains a network along a {@link Recipe}. Its state is the optimiser's; the network's is not part
 * of it.
 */
public final class Trainer implements Resumable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final Network network;
  private final Recipe recipe;
  private final Optimizer optimizer;
  private boolean stepped;

  /** One part of a step's loss: what to minimise on which images. */
  public record Term(Batch batch, Objective objective) {}

  /** Called when an epoch is over. */
  @FunctionalInterface
  public interface EpochListener {
    void epochFinished(int done, int total);
  }

  /** A trainer with fresh optimiser state that moves every trainable parameter. */
  public Trainer(Network network, Recipe recipe) {
    this(network, recipe, (UpdateMask) null);
  }

  /**
   * @param mask scales gradients and freezes parameters; null moves all
   */
  public Trainer(Network network, Recipe recipe, UpdateMask mask) {
    this(network, recipe, new Sgd(network.layout(), recipe.momentum(), recipe.weightDecay(), mask));
  }

  /**
   * @param optimizer takes the steps; the recipe's momentum and weight decay are not used
   */
  public Trainer(Network network, Recipe recipe, Optimizer optimizer) {
    this.network = network;
    this.recipe = recipe;
    this.optimizer = optimizer;
  }

  /**
   * All epochs of the recipe; those that are left, where an earlier process was killed in them.
   *
   * @param context of the method, which is told of every epoch
   * @throws NonFiniteLossException if a loss or a parameter is NaN or infinite
   * @throws IllegalArgumentException if every batch had to be skipped, see {@link #step}
   */
  public void train(TrainingBatches batches, Objective objective, MethodContext context) {
    train(batches, objective, context.section(this), context::epochFinished);
  }

  /** The same, from the first epoch on whatever happened before. */
  public void train(TrainingBatches batches, Objective objective, EpochListener listener) {
    train(batches, objective, Section.NONE, listener);
  }

  /**
   * The same.
   *
   * @param section carries this trainer
   */
  public void train(
      TrainingBatches batches, Objective objective, Section section, EpochListener listener) {
    int steps = recipe.epochs() * batches.perEpoch();
    section.run(
        recipe.epochs(),
        epoch -> {
          pass(batches, epoch, objective, epoch * batches.perEpoch(), steps);
          return true;
        },
        listener);
    if (steps > 0 && !stepped) {
      throw new IllegalArgumentException(
          "no batch has the two images that batch normalisation needs: nothing was trained");
    }
  }

  /**
   * One pass over a set at the recipe's learning rates.
   *
   * @param epoch epochs finished before
   * @param step steps finished before
   * @param steps steps in all
   * @return steps finished after
   * @throws NonFiniteLossException if a loss or a parameter is NaN or infinite
   */
  public int pass(TrainingBatches batches, int epoch, Objective objective, int step, int steps) {
    int done = step;
    try (TrainingBatches.Stream stream = batches.epoch(epoch)) {
      while (stream.hasNext()) {
        step(stream.next(), objective, rate(epoch, done, steps), "epoch " + (epoch + 1));
        done++;
      }
    }
    checkParameters("epoch " + (epoch + 1));
    return done;
  }

  /** A rectifier may turn NaN into 0, so that the loss alone does not tell. */
  private void checkParameters(String where) {
    for (float value : network.parameters()) {
      if (!Float.isFinite(value)) {
        throw new NonFiniteLossException(where + ": a parameter became " + value);
      }
    }
  }

  /** Whether any step was taken; there is none where all batches had to be skipped. */
  public boolean hasStepped() {
    return stepped;
  }

  /** The recipe's learning rate after {@code epoch} epochs and {@code step} of all steps. */
  public double rate(int epoch, int step, int steps) {
    return recipe.schedule().rate(recipe.lr(), epoch, recipe.epochs(), step, steps);
  }

  /**
   * One step. In train mode a batch of one image is skipped: BatchNorm is not defined on it.
   *
   * @param where for the message if the loss is not finite
   */
  public void step(Batch batch, Objective objective, double lr, String where) {
    step(List.of(new Term(batch, objective)), lr, where);
  }

  /**
   * One step along the sum of the gradients of all terms, each with a forward pass of its own. The
   * step is skipped if a batch has only one image, unless in eval mode.
   *
   * @param where for the message if a loss is not finite
   */
  public void step(List<Term> terms, double lr, String where) {
    if (recipe.mode() == Mode.TRAIN && terms.stream().anyMatch(term -> term.batch.size() < 2)) {
      LOG.info("{}: skipped a batch of one image", where);
      return;
    }
    float[] sum = null;
    for (Term term : terms) {
      backward(term, where);
      if (terms.size() > 1) {
        sum = plus(sum, network.gradient());
      }
    }
    if (sum != null) {
      network.setGradient(sum);
    }
    optimizer.step(network, lr);
    stepped = true;
  }

  private void backward(Term term, String where) {
    float[][] logits = network.forward(term.batch, recipe.mode());
    Loss loss = term.objective.of(term.batch, logits);
    if (!Double.isFinite(loss.value())) {
      throw new NonFiniteLossException(where + ": the loss is " + loss.value());
    }
    if (network instanceof StepListener listener) {
      listener.stepped(term.batch, logits, loss.value());
    }
    network.backward(loss.gradient(), Want.PARAMETERS);
  }

  private static float[] plus(float[] sum, float[] gradient) {
    if (sum == null) {
      return gradient;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i];
    }
    return sum;
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    out.flag(stepped);
    optimizer.save(out);
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    stepped = in.flag();
    optimizer.restore(in);
  }
}
