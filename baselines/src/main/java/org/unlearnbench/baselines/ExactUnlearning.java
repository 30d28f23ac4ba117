package org.unlearnbench.baselines;

import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
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
  private static final Recipe RECIPE = new Recipe(10, 64, 0.01, 0.9, 0, Schedule.constant());

  private static final Info INFO =
      new Info(
              "eu-k",
              "EU-k",
              "re-initialises the last k stages and retrains them on retain, the others frozen",
              "Goel et al. 2022, arXiv 2201.06640; defaults after xcadet/deepunlearn",
              Parameter.integer("k", 2, "stages that start anew, the output layer among them")
                  .atLeast(1))
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "The source counts blocks beside the output layer: its k = 1 is k = 2 here.",
              "Batches of 64 instead of 256; no weight decay, where the source has 0.1.",
              "Running statistics of frozen stages move, as in CF-k.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Network network = context.network();
    ParameterLayout layout = network.layout();
    Set<String> last = Stages.of(layout).last(context.parameters().integer("k"));
    float[] parameters = network.parameters();
    float[] fresh = context.freshNetwork("eu-k").parameters();
    for (Tensor tensor : layout.tensors()) {
      if (last.contains(Stages.stageOf(tensor))) {
        System.arraycopy(fresh, tensor.offset(), parameters, tensor.offset(), tensor.length());
      }
    }
    network.setParameters(parameters);
    UpdateMask mask = UpdateMask.only(layout, tensor -> last.contains(Stages.stageOf(tensor)));
    FineTune.onRetain(context, Recipe.of(context.parameters()), mask);
  }
}
