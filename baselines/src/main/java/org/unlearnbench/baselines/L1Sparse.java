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
    double[] weight = {alpha};
    PenalisedSgd optimizer =
        new PenalisedSgd(
            context.network(), recipe, null, (index, theta) -> weight[0] * Math.signum(theta));
    Trainer trainer = new Trainer(context.network(), recipe, optimizer);
    TrainingBatches retain = context.batches(context.retain(), recipe.batchSize(), "retain");
    Objective ce = Objective.taskLoss(context.task());
    int steps = recipe.epochs() * retain.perEpoch();
    context.epochs(
        recipe.epochs(),
        epoch -> {
          weight[0] = alpha * (1 - (double) epoch / recipe.epochs());
          trainer.pass(retain, epoch, ce, epoch * retain.perEpoch(), steps);
        },
        trainer);
  }
}
