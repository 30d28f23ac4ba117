package org.unlearnbench.baselines;

import java.io.IOException;
import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.filter.FilterMask;

/**
 * The control beside ARU: as many filters per layer, chosen by lot, then the same reset and the
 * same fine-tuning. What ARU gains over it is what the attack and the mask are worth.
 */
public final class RandomMask implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "random-mask",
              "Random mask",
              "resets filters chosen by lot, then fine-tunes: the control for ARU",
              "")
          .withParameters(FilterForgetting.parameters())
          .withNotes(
              "Defaults are ARU's, so that only the choice of filters differs; with its own tuning"
                  + " (mask.ratio 0.2, finetune.epochs 25 in experiments/aru-tuning.yaml) it may do"
                  + " better.",
              "With mask.scope global only the total number of filters equals ARU's.",
              "Batch order and the stream of new weights are those of ARU of the same seed.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    FilterForgetting forgetting = FilterForgetting.of(context.parameters());
    FilterMask mask =
        FilterMask.random(
            forgetting.layers(context),
            forgetting.ratio(),
            forgetting.scope(),
            context.random("mask"));
    mask.write(context.artefacts(), null);
    forgetting.resetAndFineTune(context, mask);
  }
}
