package org.unlearnbench.baselines;

import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Stages;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * CF-k: fine-tuning on the retain set in which only the last k stages learn (Goel et al. 2022). All
 * other weights stay bit-identical; their BatchNorm's running statistics still move, since the
 * network is in train mode.
 */
public final class CatastrophicForgetting implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "cf-k",
              "CF-k",
              "fine-tunes the last k stages on retain, the others frozen",
              Published.NDB796 + " (CF-3); after Goel et al. 2022, arXiv 2201.06640",
              Parameter.integer("k", 3, "stages that learn, the output layer among them")
                  .atLeast(1),
              Parameter.number(
                      "pull", 0, "half the weight of the squared distance to Original's weights")
                  .atLeast(0))
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE))
          .withNotes(
              "Stages of a ResNet-18: conv1, bn1, layer1, layer2, layer3, layer4, fc; k = 3 is the"
                  + " published CF-3.",
              "Running statistics of frozen stages move, as in the notebooks.",
              "CF-k of meghdadk/SCRUB (after Goel et al.) and deepunlearn is k 2, mode eval, pull 0.1,"
                  + " lr 0.01, 10 epochs, the rate divided by ten after 6 and 9 of them.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    ParameterLayout layout = context.network().layout();
    Set<String> last = Stages.of(layout).last(context.parameters().integer("k"));
    UpdateMask mask = UpdateMask.only(layout, tensor -> last.contains(Stages.stageOf(tensor)));
    Recipe recipe = Recipe.of(context.parameters());
    double pull = context.parameters().number("pull");
    FineTune.onRetain(context, recipe, PenalisedSgd.pulling(context.network(), recipe, mask, pull));
  }
}
