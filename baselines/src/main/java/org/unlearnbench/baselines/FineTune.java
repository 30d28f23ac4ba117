package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.UnlearningMethod;

/** Goes on training on the retain set, and hopes the rest is forgotten: minimises CE(retain). */
public final class FineTune implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "finetune",
              "Fine-tuning",
              "goes on training on the retain set alone",
              Published.NDB796)
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE));

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    FineTuning.onRetain(context, Recipe.of(context.parameters()));
  }
}
