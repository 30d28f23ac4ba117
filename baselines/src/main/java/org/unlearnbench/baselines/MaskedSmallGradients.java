package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.Extremes;
import org.unlearnbench.method.MeanGradient;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * Masked small gradients (MSG), second in the NeurIPS 2023 unlearning challenge: with g the
 * gradient of CE(as many retain images as forget has) - CE(forget), the share of each convolution's
 * weights with the smallest |g| is drawn anew; then fine-tuning on retain, in which the gradients
 * of the convolutions' other weights count a tenth.
 */
public final class MaskedSmallGradients implements UnlearningMethod {
  private static final Recipe RECIPE = new Recipe(5, 64, 0.001, 0.9, 5e-4, Schedule.triangle());

  private static final Info INFO =
      new Info(
              "msg",
              "MSG",
              "re-initialises each convolution's weights of smallest gradient, then fine-tunes",
              "NeurIPS 2023 unlearning challenge, 2nd place; kgltop2 in xcadet/deepunlearn",
              Parameter.number("mask.ratio", 0.3, "share of each convolution's weights drawn anew")
                  .atLeast(0)
                  .atMost(1),
              Parameter.choice(
                  "mask.mode",
                  "train",
                  List.of("train", "eval"),
                  "BatchNorm while the mask's gradients are taken; in train mode its running"
                      + " statistics move"),
              Parameter.number(
                      "kept-factor", 0.1, "how much the gradients of the other weights count")
                  .atLeast(0)
                  .atMost(1))
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "The source leaves the mode of the mask's gradients to its caller, which is train mode in"
                  + " its pipeline; the images are in their own order and not augmented here.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    ParameterValues values = context.parameters();
    Network network = context.network();
    float[] gradient = context.timed("mask", () -> difference(context));
    float[] weights = network.parameters();
    float[] fresh = context.freshNetwork("msg").parameters();
    float[] factors = new float[weights.length];
    Arrays.fill(factors, 1);
    List<List<Object>> rows = new ArrayList<>();
    for (Tensor tensor : network.layout().ofRole(Role.CONVOLUTION)) {
      int begin = tensor.offset();
      int end = begin + tensor.length();
      int count = (int) Math.round(values.number("mask.ratio") * tensor.length());
      BitSet chosen = Extremes.smallest(gradient, begin, end, count);
      for (int i = begin; i < end; i++) {
        weights[i] = chosen.get(i) ? fresh[i] : weights[i];
        factors[i] = chosen.get(i) ? 1 : (float) values.number("kept-factor");
      }
      rows.add(List.of(tensor.name(), tensor.length(), chosen.cardinality()));
    }
    network.setParameters(weights);
    context.artefacts().csv("tensors.csv", List.of("tensor", "weights", "reset"), rows);
    FineTune.onRetain(context, Recipe.of(values), UpdateMask.of(factors));
  }

  /** |gradient of CE(retain sample) - CE(forget)|, each a sum of means of batches. */
  private static float[] difference(MethodContext context) {
    LabelledImages retain = context.retain();
    int size = Math.min(retain.size(), context.forget().size());
    int[] order = RandomStreams.permutation(retain.size(), context.random("retain-sample"));
    LabelledImages sample = retain.subset(Arrays.copyOf(order, size));
    Objective ce = Objective.taskLoss(context.task());
    Network network = context.network();
    Mode mode = context.parameters().text("mask.mode").equals("train") ? Mode.TRAIN : Mode.EVAL;
    int batchSize = Recipe.of(context.parameters()).batchSize();
    float[] kept =
        MeanGradient.sumOfBatches(network, new OrderedBatches(sample, batchSize), ce, mode);
    float[] left =
        MeanGradient.sumOfBatches(
            network, new OrderedBatches(context.forget(), batchSize), ce, mode);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Math.abs(kept[i] - left[i]);
    }
    return kept;
  }
}
