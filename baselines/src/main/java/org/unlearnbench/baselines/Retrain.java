package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.UnlearningMethod;

/**
 * Trains anew on the retain set: the model that never saw the forget set, which every other method
 * approximates. It starts at the initial weights Original had and follows Original's recipe; what a
 * configuration sets here replaces that part of the recipe.
 */
public final class Retrain implements UnlearningMethod {
  /** Names and limits of the settings; every value comes from the experiment's own recipe. */
  private static final Recipe SHAPE = new Recipe(0, 64, 0, 0, 0, Schedule.constant());

  private static final Info INFO =
      new Info(
              "retrain",
              "Retrained",
              "trains anew on retain by Original's recipe: what the others approximate",
              "")
          .withParameters(SHAPE.changes())
          .withNotes(
              "A parameter that is not set has the value Original was trained with.",
              "Starts at the initial weights of the Original of the same seed.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public Start start() {
    return Start.FRESH;
  }

  @Override
  public void unlearn(MethodContext context) {
    FineTune.onRetain(context, context.originalRecipe().changedBy(context.parameters()));
  }
}
