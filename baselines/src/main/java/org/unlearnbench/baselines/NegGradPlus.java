package org.unlearnbench.baselines;

import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.PairedPasses;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.Trainer.Term;
import org.unlearnbench.method.UnlearningMethod;

/**
 * NegGrad+, called Advanced NegGrad in the MUFAC notebooks: every step minimises CE(retain batch) -
 * CE(forget batch), or with a weight alpha (CE(retain batch) + pull / 2 |w - Original|^2) - (1 -
 * alpha) CE(forget batch) (Kurmanji et al. 2023).
 */
public final class NegGradPlus implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "neggrad-plus",
              "NegGrad+",
              "descends the loss of retain while it ascends that of forget",
              Published.NDB796 + " (Advanced NegGrad); weighted form arXiv 2302.09880",
              Parameter.number(
                      "alpha", 0, "weight of retain, 1 - alpha of forget; left out: 1 and 1")
                  .atLeast(0)
                  .atMost(1)
                  .orAbsent(),
              Parameter.number(
                      "pull", 0, "half the weight of the squared distance to Original's weights")
                  .atLeast(0),
              Parameter.choice(
                  "pairs",
                  "equal",
                  List.of("equal", "any"),
                  "equal: batches of unequal size are skipped, forget comes in a new order every"
                      + " time; any: all are used, forget is repeated in the epoch's order"))
          .withParameters(Recipe.parameters(Published.NDB796_RECIPE))
          .withNotes(
              "Pairs of batches as in neggrad; each batch has a forward pass of its own.",
              "The weighted form's source (meghdadk/SCRUB) is alpha 0.95, in later notebooks 0.9999,"
                  + " with pairs any, mode eval, pull 0.1, lr 0.01, 10 epochs and no momentum (0.9 is"
                  + " deepunlearn's).");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Recipe recipe = Recipe.of(context.parameters());
    Optional<Double> alpha = context.parameters().optionalNumber("alpha");
    double pull = alpha.orElse(1.0) * context.parameters().number("pull");
    Trainer trainer =
        new Trainer(
            context.network(), recipe, PenalisedSgd.pulling(context.network(), recipe, null, pull));
    Objective ce = Objective.taskLoss(context.task());
    Objective stay = alpha.isPresent() ? ce.times(alpha.get()) : ce;
    Objective leave = alpha.isPresent() ? ce.times(alpha.get() - 1) : ce.times(-1);
    new PairedPasses(context, recipe, context.parameters().text("pairs").equals("any"))
        .run(
            (retain, forget, at) ->
                trainer.step(
                    List.of(new Term(retain, stay), new Term(forget, leave)), at.lr(), at.where()),
            trainer);
  }
}
