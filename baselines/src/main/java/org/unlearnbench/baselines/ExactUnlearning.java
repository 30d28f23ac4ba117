package org.unlearnbench.baselines;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Stages;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * EU-k: the last k stages start anew and are retrained on the retain set, all others are frozen
 * (Goel et al. 2022). What the frozen stages know of the forget set remains.
 */
public final class ExactUnlearning implements UnlearningMethod {
  private static final Recipe RECIPE =
      new Recipe(10, 64, 0.01, 0, 0, Schedule.step(0.1, 0.6, 0.9)).inEvalMode();

  private static final Info INFO =
      new Info(
              "eu-k",
              "EU-k",
              "re-initialises the last k stages and retrains them on retain, the others frozen",
              "Goel et al. 2022, arXiv 2201.06640; defaults after xcadet/deepunlearn",
              Parameter.integer("k", 2, "stages that start anew, the output layer among them")
                  .atLeast(1),
              Parameter.number(
                      "pull", 0.1, "half the weight of the squared distance to the new weights")
                  .atLeast(0)
                  .formerly(0.0),
              Parameter.choice(
                      "init",
                      "uniform",
                      List.of("uniform", "torchvision"),
                      "new weights: Kaiming uniform, Xavier uniform and no bias in the output"
                          + " layer, or as a network starts")
                  .formerly("torchvision"),
              Parameter.flag(
                      "reset-statistics", false, "running statistics of new stages start anew, too")
                  .formerly(true))
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "The source counts blocks beside the output layer: its k = 1 is k = 2 here.",
              "Batches of 64 instead of 256; the momentum the source is configured with never reaches"
                  + " its optimiser.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Network network = context.network();
    ParameterLayout layout = network.layout();
    Set<String> last = Stages.of(layout).last(context.parameters().integer("k"));
    ParameterValues values = context.parameters();
    float[] parameters = network.parameters();
    float[] fresh = freshWeights(context);
    boolean statistics = values.flag("reset-statistics");
    for (Tensor tensor : layout.tensors()) {
      if (last.contains(Stages.stageOf(tensor)) && (tensor.role().trainable() || statistics)) {
        System.arraycopy(fresh, tensor.offset(), parameters, tensor.offset(), tensor.length());
      }
    }
    network.setParameters(parameters);
    UpdateMask mask = UpdateMask.only(layout, tensor -> last.contains(Stages.stageOf(tensor)));
    Recipe recipe = Recipe.of(values);
    FineTune.onRetain(
        context, recipe, PenalisedSgd.pulling(network, recipe, mask, values.number("pull")));
  }

  private static float[] freshWeights(MethodContext context) {
    float[] fresh = context.freshNetwork("eu-k").parameters();
    if (context.parameters().text("init").equals("uniform")) {
      SplittableRandom random = context.random("eu-k/init");
      for (Tensor tensor : context.network().layout().tensors()) {
        List<Integer> shape = tensor.shape();
        int begin = tensor.offset();
        int end = begin + tensor.length();
        switch (tensor.role()) {
          case CONVOLUTION ->
              draw(fresh, begin, end, 6.0 / (shape.get(0) * shape.get(2) * shape.get(3)), random);
          case LINEAR_WEIGHT ->
              draw(fresh, begin, end, 6.0 / (shape.get(0) + shape.get(1)), random);
          case LINEAR_BIAS -> Arrays.fill(fresh, begin, end, 0);
          default -> {} // BatchNorm starts as any network's
        }
      }
    }
    return fresh;
  }

  private static void draw(
      float[] values, int begin, int end, double squaredBound, SplittableRandom random) {
    double bound = Math.sqrt(squaredBound);
    for (int i = begin; i < end; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }
}
