package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.Extremes;
import org.unlearnbench.method.MeanGradient;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * SalUn: only the weights that matter to the forget set learn random labels. The saliency of a
 * weight is |d CE(forget) / d weight| at Original; the share with the largest saliency over the
 * whole network moves, all others stay bit-identical under momentum and weight decay.
 */
public final class SalUn implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "salun",
              "SalUn",
              "random labels, in the weights most salient for forget only",
              "Fan et al. 2024, arXiv 2310.12508; OPTML-Group/Unlearn-Saliency",
              Parameter.number("mask.ratio", 0.5, "share of the weights that move")
                  .atLeast(0)
                  .atMost(1),
              Parameter.flag(
                  "exclude-true", false, "never draw the true class (single-label tasks)"),
              RandomLabel.PASSES)
          .withParameters(Recipe.parameters(RandomLabel.recipe(0.013)))
          .withNotes(
              "The mask's gradient is the sum of the means of batches, as in the source, of images in"
                  + " their own order and not augmented.",
              "Weights outside the mask stay exactly, as in the source since February 2026; in the"
                  + " code of the paper weight decay and momentum moved them.",
              "passes mixed is the source's branch for CIFAR-100 and Tiny ImageNet.",
              "Multi-label tasks: every attribute's bit is flipped.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    ParameterLayout layout = context.network().layout();
    BitSet salient = context.timed("mask", () -> salient(context, layout));
    float[] factors = new float[layout.length()];
    salient.stream().forEach(i -> factors[i] = 1);
    write(context, layout, salient);
    RandomLabel.train(
        context,
        Recipe.of(context.parameters()),
        context.parameters().flag("exclude-true"),
        UpdateMask.of(factors));
  }

  private static BitSet salient(MethodContext context, ParameterLayout layout) {
    int batchSize = Recipe.of(context.parameters()).batchSize();
    float[] saliency =
        MeanGradient.sumOfBatches(
            context.network(),
            new OrderedBatches(context.forget(), batchSize),
            Objective.taskLoss(context.task()),
            Mode.EVAL);
    int trainable = 0;
    for (Tensor tensor : layout.tensors()) {
      trainable += tensor.role().trainable() ? tensor.length() : 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        saliency[i] = tensor.role().trainable() ? Math.abs(saliency[i]) : -1;
      }
    }
    int count = (int) Math.round(context.parameters().number("mask.ratio") * trainable);
    return Extremes.largest(saliency, 0, saliency.length, count);
  }

  private static void write(MethodContext context, ParameterLayout layout, BitSet salient)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role().trainable()) {
        int end = tensor.offset() + tensor.length();
        int moving = salient.get(tensor.offset(), end).cardinality();
        rows.add(List.of(tensor.name(), tensor.length(), moving));
      }
    }
    context.artefacts().csv("tensors.csv", List.of("tensor", "weights", "moving"), rows);
  }
}
