package org.unlearnbench.baselines;

import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Teacher;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;

/**
 * SCRUB in the form of the MUFAC notebooks: every epoch a pass over retain that minimises CE + KL,
 * then a pass over forget that minimises -KL, where KL is the divergence of the student from
 * Original at temperature T, times T^2. The teacher is a copy of Original in eval mode that never
 * moves; the student is in train mode.
 */
public final class Scrub implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "scrub",
              "SCRUB",
              "stays near Original on retain and moves away from it on forget",
              Published.NDB796 + "; after Kurmanji et al. 2023, arXiv 2302.09880")
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE))
          .withParameters(
              List.of(Parameter.number("temperature", 4, "of the distillation").above(0)))
          .withNotes(
              "Multi-label tasks: the divergence runs over both outcomes of every attribute.",
              "The source's multi-label notebook leaves the forget pass out; here it is always"
                  + " made.",
              "For the original algorithm with separate max and min steps see scrub-kurmanji.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Recipe recipe = Recipe.of(context.parameters());
    int batchSize = recipe.batchSize();
    TrainingBatches retain = context.batches(context.retain(), batchSize, "retain");
    TrainingBatches forget = context.batches(context.forget(), batchSize, "forget");
    Trainer trainer = new Trainer(context.network(), recipe);
    int perEpoch = retain.perEpoch() + forget.perEpoch();
    int steps = recipe.epochs() * perEpoch;
    try (Teacher teacher = new Teacher(context.network().copy())) {
      Objective kl = teacher.divergence(context.task(), context.parameters().number("temperature"));
      Objective stay = Objective.taskLoss(context.task()).plus(kl);
      Objective leave = kl.times(-1);
      context.epochs(
          recipe.epochs(),
          epoch -> {
            int step = trainer.pass(retain, epoch, stay, epoch * perEpoch, steps);
            trainer.pass(forget, epoch, leave, step, steps);
          },
          trainer);
    }
  }
}
