package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MeanGradient;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.attack.AttackLog;
import org.unlearnbench.method.attack.Norm;
import org.unlearnbench.method.attack.ProjectedGradient;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterScores;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * Attack-and-Reset for Unlearning as its abstract states it: (1) adversarial noise for every image
 * of the forget set by projected gradient ascent against Original; (2) a mask over convolution
 * filters from the gradients this noise causes, and new weights for the masked filters; (3)
 * fine-tuning on the retain set.
 *
 * <p>A filter's score comes from g, the gradient of the mean loss over the mask's input with
 * respect to its weights w: {@code grad-l1} mean |g|, {@code grad-l2} root of mean g^2, {@code
 * taylor} |sum w g|, {@code contrast} mean |g| over mean |g| on as many retain images.
 */
public final class AttackAndReset implements UnlearningMethod {
  private static final int PICTURES = 4;
  private static final ProjectedGradient.Settings ATTACK =
      new ProjectedGradient.Settings(Norm.LINF, 8.0 / 255, 2.0 / 255, 10, true);

  private static final Info INFO =
      new Info(
              "aru",
              "ARU",
              "attacks the forget images, resets filters by what the noise excites, fine-tunes",
              "Jung, Cho, Hsu, Hockenmaier 2024, arXiv 2401.08998, by its abstract")
          .withParameters(attackParameters())
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
              "Choices not fixed by the source: every parameter of the attack, the mask's"
                  + " input, the score, the direction, ratio and scope of the mask, what is reset beside the"
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
    FilterScores excited = FilterScores.of(layers, measure, weights, forgetGradient(context));
    return score.equals("contrast")
        ? excited.dividedBy(
            FilterScores.of(
                layers, measure, weights, context.timed("mask", () -> retainGradient(context))))
        : excited;
  }

  private static float[] retainGradient(MethodContext context) {
    LabelledImages retain = context.retain();
    int size = Math.min(retain.size(), context.forget().size());
    int[] order = RandomStreams.permutation(retain.size(), context.random("contrast"));
    LabelledImages sample = retain.subset(Arrays.copyOf(order, size));
    return MeanGradient.over(
        context.network(), new OrderedBatches(sample), Objective.taskLoss(context.task()));
  }

  private static List<Parameter> attackParameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : ProjectedGradient.Settings.parameters(ATTACK)) {
      parameters.add(parameter.under("attack"));
    }
    parameters.add(
        Parameter.choice(
            "mask.probe",
            "noise",
            List.of("noise", "adversarial", "clean"),
            "what to feed: the noise alone, image + noise, or the image"));
    return parameters;
  }

  /**
   * The gradient of the mean loss of what is fed, with the true labels. Leaves {@code noise.csv}
   * and a few pictures, unless the clean images are fed.
   */
  private static float[] forgetGradient(MethodContext context) throws IOException {
    Network network = context.network();
    Objective objective = Objective.taskLoss(context.task());
    OrderedBatches forget = new OrderedBatches(context.forget());
    String input = context.parameters().text("mask.probe");
    if (input.equals("clean")) {
      return context.timed("mask", () -> MeanGradient.over(network, forget, objective));
    }
    TaskLoss loss = TaskLoss.of(context.task());
    ProjectedGradient attack =
        new ProjectedGradient(
            ProjectedGradient.Settings.of(context.parameters().under("attack")), loss);
    SplittableRandom random = context.random("attack");
    AttackLog log = new AttackLog(loss, PICTURES);
    MeanGradient gradient = new MeanGradient(network, objective);
    for (Batch clean : forget) {
      Batch attacked = context.timed("attack", () -> attack.attack(network, clean, random));
      context.untimed(
          () -> {
            log.add(network, clean, attacked);
            return null;
          });
      context.timed(
          "mask",
          () -> {
            gradient.add(input.equals("noise") ? noise(clean, attacked) : attacked);
            return null;
          });
    }
    context.untimed(
        () -> {
          log.write(context.artefacts());
          return null;
        });
    return gradient.value();
  }

  private static Batch noise(Batch clean, Batch attacked) {
    float[] delta = new float[clean.pixels().length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = attacked.pixels()[i] - clean.pixels()[i];
    }
    return new Batch(clean.size(), delta, clean.labels());
  }
}
