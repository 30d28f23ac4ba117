package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.baselines.FilterForgetting.Preset;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.attack.AttackLog;
import org.unlearnbench.method.attack.Norm;
import org.unlearnbench.method.attack.ProjectedGradient;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterScores;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * Attack-and-Reset for Unlearning (ARU): (1) noise for every image of the forget set by projected
 * gradient steps on Original; (2) a mask over convolutions from the gradients this noise causes,
 * and a reset of what is masked; (3) fine-tuning on the retain set.
 *
 * <p>The paper's text could not be read; two things say what it does. Its abstract names the three
 * stages: preset {@code abstract}, where the noise raises the loss and the filters it excites least
 * get new weights. And code of its second author, github.com/ihcho2/ViTMUL at commit b2428851
 * (attack/ at a32a4d0a), ported to vision transformers with a branch for convolutions: preset
 * {@code author-code}, carried here to ResNet-18. Certain from that code: the noise <em>lowers</em>
 * the loss (7 steps of 2/255 within 8/255 from a random start); two gradients in train mode, of the
 * forget images and of the noise alone, summed over batches of 64; per kernel (output channel,
 * input channel) the absolute spatial mean of their difference; of every layer's kernels the half
 * where it is smallest become zero, the last layer and BatchNorm stay. Ours: the fine-tuning (there
 * AdamW for a transformer), the seeds, and to leave out {@code downsample}, whose name has no
 * "conv". No number here is the paper's ARU.
 *
 * <p>A unit's score comes from g, the gradient of the mean loss over the mask's input with respect
 * to its weights w: {@code gradient-distance} |mean (gradient of the clean images - g)|, {@code
 * grad-l1} mean |g|, {@code grad-l2} root of mean g^2, {@code taylor} |sum w g|, {@code contrast}
 * mean |g| over mean |g| on as many retain images.
 */
public final class AttackAndReset implements UnlearningMethod {
  private static final int PICTURES = 4;
  private static final double BALL = 8.0 / 255;
  private static final double STEP = 2.0 / 255;

  private static final Info INFO =
      new Info(
              "aru",
              "ARU",
              "attacks the forget images, resets kernels or filters by what the noise excites,"
                  + " fine-tunes",
              "Jung, Cho, Hsu, Hockenmaier 2024, arXiv 2401.08998: its abstract, and"
                  + " github.com/ihcho2/ViTMUL at b2428851, its second author's code")
          .withParameters(FilterForgetting.declared(AttackAndReset::parameters))
          .withParameters(
              List.of(
                  Parameter.flag(
                      "mechanism",
                      false,
                      "also make the masks of other choices and compare them (overlap.csv,"
                          + " kernels.csv); neither the model nor the time changes")))
          .withNotes(
              "No number here is the paper's ARU: the paper could not be read, and the co-author's"
                  + " code is for vision transformers.",
              "Certain from that code: noise that lowers the loss, eps 8/255, 7 steps of 2/255 from a"
                  + " random start; gradients of the forget images and of the noise alone in train"
                  + " mode; the half of each layer's kernels where they differ least set to zero.",
              "Ours: fine-tuning by SGD 0.01, momentum 0.9, 12 epochs; no selection on test images,"
                  + " where that code prints its best epoch.",
              "Summaries of the paper disagree whether the noise lowers or raises the loss:"
                  + " attack.direction.",
              "Preset abstract: every parameter is a choice; mask.select, mask.ratio and"
                  + " finetune.epochs were chosen on people held out of retain of the CMU faces, see"
                  + " experiments/aru-tuning.yaml.",
              "The attack sees the forget images without augmentation, the model in eval mode.");

  @Override
  public Info info() {
    return INFO;
  }

  /** All settings that have a default, with a preset's. */
  private static List<Parameter> parameters(Preset preset) {
    boolean code = preset == Preset.AUTHOR_CODE;
    ProjectedGradient.Settings attack =
        new ProjectedGradient.Settings(!code, Norm.LINF, BALL, STEP, code ? 7 : 10, true);
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : ProjectedGradient.Settings.parameters(attack)) {
      parameters.add(parameter.under("attack"));
    }
    parameters.add(
        Parameter.choice(
            "mask.score",
            code ? "gradient-distance" : "grad-l1",
            List.of("gradient-distance", "grad-l1", "grad-l2", "taylor", "contrast"),
            "how a unit's gradient becomes its score"));
    parameters.add(
        Parameter.choice(
            "mask.mode",
            code ? "train" : "eval",
            List.of("train", "eval"),
            "BatchNorm while the mask's gradients are taken; running statistics stay"));
    parameters.add(
        Parameter.choice(
                "mask.input",
                "noise",
                List.of("noise", "adversarial", "clean"),
                "what to feed: the noise alone, image + noise, or the image")
            .formerlyCalled("mask.probe"));
    parameters.add(
        Parameter.choice(
            "mask.select", "smallest", List.of("smallest", "largest"), "which scores are reset"));
    parameters.addAll(FilterForgetting.parameters(preset));
    return parameters;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    ParameterValues values =
        FilterForgetting.complete(context.parameters(), AttackAndReset::parameters);
    FilterForgetting forgetting = FilterForgetting.of(values);
    NoiseMask noise = new NoiseMask(context, forgetting);
    AttackLog log = new AttackLog(TaskLoss.of(context.task()), PICTURES);
    FilterScores scores = noise.scores(values, context.random("attack"), log, true);
    FilterMask mask = noise.mask(values, scores);
    context.untimed(
        () -> {
          if (!values.text("mask.input").equals("clean")) {
            log.write(context.artefacts());
          }
          mask.write(context.artefacts(), scores);
          if (values.flag("mechanism")) {
            noise.writeMechanism(values, mask);
          }
          return null;
        });
    forgetting.resetAndFineTune(context, mask);
  }
}
