package org.unlearnbench.baselines;

import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.nn.optim.UpdateMask;

/** Training on the retain set with the task's own loss: the last stage of many methods. */
final class FineTuning {
  private FineTuning() {}

  static void onRetain(MethodContext context, Recipe recipe) {
    onRetain(context, recipe, null);
  }

  /**
   * @param mask which parameters move, and how strongly; null moves all
   */
  static void onRetain(MethodContext context, Recipe recipe, UpdateMask mask) {
    new Trainer(context.network(), recipe, mask)
        .train(
            context.batches(context.retain(), recipe.batchSize(), "retain"),
            Objective.taskLoss(context.task()),
            context::epochFinished);
  }
}
