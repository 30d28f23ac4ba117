package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.optim.Optimizer;
import org.unlearnbench.nn.optim.UpdateMask;

/** Goes on training on the retain set, and hopes the rest is forgotten: minimises CE(retain). */
public final class FineTune implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "finetune",
              "Fine-tuning",
              "goes on training on the retain set alone",
              Published.NDB796)
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE))
          .withNotes(
              "MUFAC's notebook leaves the model in eval mode (mode eval), MUCAC's sets train mode.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    onRetain(context, Recipe.of(context.parameters()));
  }

  /** Training on retain with the task's own loss: the last stage of many methods. */
  static void onRetain(MethodContext context, Recipe recipe) {
    onRetain(context, recipe, (UpdateMask) null);
  }

  /**
   * @param mask which parameters move, and how strongly; null moves all
   */
  static void onRetain(MethodContext context, Recipe recipe, UpdateMask mask) {
    train(context, recipe, new Trainer(context.network(), recipe, mask));
  }

  /**
   * @param optimizer takes the steps
   */
  static void onRetain(MethodContext context, Recipe recipe, Optimizer optimizer) {
    train(context, recipe, new Trainer(context.network(), recipe, optimizer));
  }

  private static void train(MethodContext context, Recipe recipe, Trainer trainer) {
    trainer.train(
        context.batches(context.retain(), recipe.batchSize(), "retain"),
        Objective.taskLoss(context.task()),
        context);
  }
}
