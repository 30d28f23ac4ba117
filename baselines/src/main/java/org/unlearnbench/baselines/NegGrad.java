package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.PairedPasses;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;

/**
 * NegGrad in the form of the MUFAC notebooks: one step that minimises -CE(forget batch) per batch
 * of retain, whose images serve to count only. Nothing holds the model back.
 */
public final class NegGrad implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "neggrad",
              "NegGrad",
              "ascends the loss of the forget set, one step per retain batch",
              Published.NDB796)
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE))
          .withNotes(
              "As in the source: the forget batches begin anew when they are through, and a step is"
                  + " skipped where the two batches differ in size.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Recipe recipe = Recipe.of(context.parameters());
    Trainer trainer = new Trainer(context.network(), recipe);
    Objective ascend = Objective.taskLoss(context.task()).times(-1);
    new PairedPasses(context, recipe, false)
        .run((retain, forget, at) -> trainer.step(forget, ascend, at.lr(), at.where()), trainer);
  }
}
