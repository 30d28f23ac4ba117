package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.UnlearningMethod;

/**
 * Successive random labels (SRL): every epoch minimises CE(forget, random label), the labels drawn
 * anew, then CE(retain, true label).
 */
public final class RandomLabel implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "random-label",
              "Random label",
              "learns random labels for forget and the true ones for retain",
              "OPTML-Group/Unlearn-Saliency; after Golatkar et al. 2020, arXiv 1911.04933",
              Parameter.flag(
                  "exclude-true", false, "never draw the true class (single-label tasks)"))
          .withParameters(Recipe.parameters(RandomLabels.recipe(0.01)))
          .withNotes("Multi-label tasks: every attribute's bit is flipped, nothing is drawn.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    boolean excludeTrue = context.parameters().flag("exclude-true");
    RandomLabels.train(context, Recipe.of(context.parameters()), excludeTrue, null);
  }
}
