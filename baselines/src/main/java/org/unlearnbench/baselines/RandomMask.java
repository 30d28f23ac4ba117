package org.unlearnbench.baselines;

import java.io.IOException;
import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.filter.FilterMask;

/**
 * The control beside ARU: as many kernels or filters per layer, chosen by lot, then the same reset
 * and the same fine-tuning. What ARU gains over it is what the attack and the mask are worth.
 */
public final class RandomMask implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "random-mask",
              "Random mask",
              "resets kernels or filters chosen by lot, then fine-tunes: the control for ARU",
              "")
          .withParameters(FilterForgetting.declared(FilterForgetting::parameters))
          .withNotes(
              "Presets and defaults are ARU's, so that with equal settings only the choice differs.",
              "With mask.scope global only the total number of units equals ARU's.",
              "Batch order and the stream of new weights are those of ARU of the same seed.",
              "With preset abstract and its own tuning (mask.ratio 0.2, finetune.epochs 25 in"
                  + " experiments/aru-tuning.yaml) it may do better.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    FilterForgetting forgetting =
        FilterForgetting.of(
            FilterForgetting.complete(context.parameters(), FilterForgetting::parameters));
    FilterMask mask = forgetting.lot(context);
    mask.write(context.artefacts(), null);
    forgetting.resetAndFineTune(context, mask);
  }
}
