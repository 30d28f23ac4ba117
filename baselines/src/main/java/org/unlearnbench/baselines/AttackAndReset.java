package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterScores;
import org.unlearnbench.method.gradient.MeanGradient;

/**
 * Attack-and-Reset for Unlearning as its abstract states it: (1) adversarial noise for every image
 * of the forget set by projected gradient ascent against Original; (2) a mask over convolution
 * filters from the gradients this noise causes, and new weights for the masked filters; (3)
 * fine-tuning on the retain set.
 *
 * <p>A filter's score comes from g, the gradient of the mean loss over the probe images with
 * respect to its weights w: {@code grad-l1} mean |g|, {@code grad-l2} root of mean g^2, {@code
 * taylor} |sum w g|, {@code contrast} mean |g| over mean |g| on as many retain images.
 */
public final class AttackAndReset implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "aru",
              "ARU",
              "attacks the forget images, resets filters by what the noise excites, fine-tunes",
              "Jung, Cho, Hsu, Hockenmaier 2024, arXiv 2401.08998, by its abstract")
          .withParameters(Probe.parameters())
          .withParameters(
              List.of(
                  Parameter.choice(
                      "mask.score",
                      "grad-l1",
                      List.of("grad-l1", "grad-l2", "taylor", "contrast"),
                      "how a filter's gradient becomes its score"),
                  Parameter.choice(
                      "mask.select",
                      "smallest",
                      List.of("largest", "smallest"),
                      "which scores are reset")))
          .withParameters(FilterForgetting.parameters())
          .withNotes(
              "Choices not fixed by the source: every parameter of the attack, the probe, the"
                  + " score, the direction, ratio and scope of the mask, what is reset beside the"
                  + " filter, and the fine-tuning.",
              "The source names no public code: no number of this method is the paper's.",
              "mask.select, mask.ratio and finetune.epochs were chosen on people held out of retain of"
                  + " the CMU faces, see experiments/aru-tuning.yaml: there it is better to reset"
                  + " the filters the noise excites least.",
              "The attack sees the forget images without augmentation, the model in eval mode.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    ParameterValues values = context.parameters();
    FilterForgetting forgetting = FilterForgetting.of(values);
    FilterScores scores = scores(context, forgetting.layers(context));
    FilterMask mask =
        values.text("mask.select").equals("largest")
            ? FilterMask.largest(scores, forgetting.ratio(), forgetting.scope())
            : FilterMask.smallest(scores, forgetting.ratio(), forgetting.scope());
    mask.write(context.artefacts(), scores);
    forgetting.resetAndFineTune(context, mask);
  }

  private static FilterScores scores(MethodContext context, List<ConvolutionLayer> layers)
      throws IOException {
    String score = context.parameters().text("mask.score");
    FilterScores.Measure measure =
        switch (score) {
          case "grad-l2" -> FilterScores::rootMeanSquare;
          case "taylor" -> FilterScores::taylor;
          default -> FilterScores::meanAbsolute;
        };
    float[] weights = context.network().parameters();
    FilterScores probed = FilterScores.of(layers, measure, weights, Probe.gradient(context));
    return score.equals("contrast")
        ? probed.dividedBy(
            FilterScores.of(
                layers, measure, weights, context.timed("mask", () -> retainGradient(context))))
        : probed;
  }

  private static float[] retainGradient(MethodContext context) {
    LabelledImages retain = context.retain();
    int size = Math.min(retain.size(), context.forget().size());
    int[] order = RandomStreams.permutation(retain.size(), context.random("contrast"));
    LabelledImages sample = retain.subset(Arrays.copyOf(order, size));
    return MeanGradient.over(
        context.network(), new OrderedBatches(sample), Objective.taskLoss(context.task()));
  }
}
