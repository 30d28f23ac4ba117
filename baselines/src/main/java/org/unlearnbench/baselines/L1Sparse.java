package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.optim.Optimizer;
import org.unlearnbench.nn.optim.Sgd;

/**
 * l1-sparse: fine-tuning on retain that minimises CE + alpha_e |theta|_1 over all trainable
 * parameters, where alpha_e = alpha (1 - e / epochs) falls with every epoch e = 0, 1, ...
 */
public final class L1Sparse implements UnlearningMethod {
  private static final Recipe RECIPE = new Recipe(10, 256, 0.01, 0.9, 5e-4, Schedule.constant());

  private static final Info INFO =
      new Info(
              "l1-sparse",
              "l1-sparse",
              "fine-tunes on retain while an l1 penalty thins the weights out",
              "Jia et al. 2023, arXiv 2304.04934; OPTML-Group/Unlearn-Sparse",
              Parameter.number("alpha", 3e-4, "weight of the penalty at the start").atLeast(0))
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "alpha depends on the data set: the source's command line has 0.2, later work 3e-4.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Recipe recipe = Recipe.of(context.parameters());
    double alpha = context.parameters().number("alpha");
    Penalised optimizer = new Penalised(context.network(), recipe);
    Trainer trainer = new Trainer(context.network(), recipe, optimizer);
    TrainingBatches retain = context.batches(context.retain(), recipe.batchSize(), "retain");
    Objective ce = Objective.taskLoss(context.task());
    int steps = recipe.epochs() * retain.perEpoch();
    int step = 0;
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      optimizer.alpha = alpha * (1 - (double) epoch / recipe.epochs());
      step = trainer.pass(retain, epoch, ce, step, steps);
      context.epochFinished(epoch + 1, recipe.epochs());
    }
  }

  /** Adds the penalty's gradient, alpha sign(theta), before each step. */
  private static final class Penalised implements Optimizer {
    private final Sgd sgd;
    private double alpha;

    Penalised(Network network, Recipe recipe) {
      this.sgd = new Sgd(network.layout(), recipe.momentum(), recipe.weightDecay());
    }

    @Override
    public void step(Network network, double lr) {
      float[] weights = network.parameters();
      float[] gradient = network.gradient();
      for (Tensor tensor : network.layout().tensors()) {
        if (tensor.role().trainable()) {
          for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
            gradient[i] += (float) (alpha * Math.signum(weights[i]));
          }
        }
      }
      network.setGradient(gradient);
      sgd.step(network, lr);
    }
  }
}
