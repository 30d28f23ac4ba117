package org.unlearnbench.baselines;

import java.util.List;
import java.util.function.IntConsumer;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Teacher;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.optim.Adam;
import org.unlearnbench.nn.optim.Optimizer;
import org.unlearnbench.nn.optim.Sgd;

/**
 * SCRUB as its authors publish it: in the first msteps epochs a max pass over forget that minimises
 * -KL(student, Original), in every epoch a min pass over retain that minimises gamma CE + alpha KL.
 * KL is at temperature T, times T^2.
 */
public final class ScrubKurmanji implements UnlearningMethod {
  static final String SOURCE = "Kurmanji et al. 2023, arXiv 2302.09880; meghdadk/SCRUB";

  private static final Recipe RECIPE =
      new Recipe(5, 64, 5e-4, 0.9, 5e-4, Schedule.step(0.1, 3.0, 5.0, 9.0));

  private static final Info INFO =
      new Info(
              "scrub-kurmanji",
              "SCRUB (original)",
              "max steps on forget in the first epochs, min steps on retain in all",
              SOURCE)
          .withParameters(parameters())
          .withParameters(recipe())
          .withNotes(
              "Defaults are those of the source's MIA_experiments; its small_scale runs are optimizer"
                  + " adam, temperature 2, 10 epochs, weight-decay 0.1, milestones 5, 8, 9; its"
                  + " large_scale runs gamma 0.99, alpha 0.001, msteps 2, 3 epochs.",
              "The term that compares student and student in the source is 0 and left out.",
              "The averaged copy of the weights that the source keeps is never used and left out.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    run(context, context.retain(), epoch -> {}, Resumable.NOTHING);
  }

  static List<Parameter> parameters() {
    return List.of(
        Parameter.integer("msteps", 3, "first epochs that begin with a pass over forget")
            .atLeast(0),
        Parameter.number("alpha", 0.5, "weight of the divergence on retain").atLeast(0),
        Parameter.number("gamma", 1, "weight of the task's loss on retain").atLeast(0),
        Parameter.number("temperature", 4, "of the distillation").above(0),
        Parameter.choice("optimizer", "sgd", List.of("sgd", "adam"), "adam: momentum is not used"),
        Parameter.integer("forget-batch-size", 64, "images per step of the forget pass")
            .atLeast(2));
  }

  static List<Parameter> recipe() {
    return Recipe.parameters(RECIPE);
  }

  /**
   * Runs all epochs.
   *
   * @param retain what the min pass sees
   * @param afterEpoch called with the number of finished epochs
   * @param collected what that changes
   */
  static void run(
      MethodContext context, LabelledImages retain, IntConsumer afterEpoch, Resumable collected) {
    ParameterValues values = context.parameters();
    Recipe recipe = Recipe.of(values);
    int msteps = Math.min(values.integer("msteps"), recipe.epochs());
    TrainingBatches stays = context.batches(retain, recipe.batchSize(), "retain");
    TrainingBatches leaves =
        context.batches(context.forget(), values.integer("forget-batch-size"), "forget");
    int steps = recipe.epochs() * stays.perEpoch() + msteps * leaves.perEpoch();
    ParameterLayout layout = context.network().layout();
    Optimizer optimizer =
        values.text("optimizer").equals("adam")
            ? new Adam(layout, recipe.weightDecay())
            : new Sgd(layout, recipe.momentum(), recipe.weightDecay(), null);
    Trainer trainer = new Trainer(context.network(), recipe, optimizer);
    try (Teacher teacher = new Teacher(context.network().copy())) {
      Objective kl = teacher.divergence(context.task(), values.number("temperature"));
      Objective ce = Objective.taskLoss(context.task());
      Objective max = kl.times(-1);
      Objective min = ce.times(values.number("gamma")).plus(kl.times(values.number("alpha")));
      context.epochs(
          recipe.epochs(),
          epoch -> {
            int step = epoch * stays.perEpoch() + Math.min(epoch, msteps) * leaves.perEpoch();
            if (epoch < msteps) {
              step = trainer.pass(leaves, epoch, max, step, steps);
            }
            trainer.pass(stays, epoch, min, step, steps);
            afterEpoch.accept(epoch + 1);
          },
          trainer,
          collected);
    }
  }
}
