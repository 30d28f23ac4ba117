package org.unlearnbench.baselines;

import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * Convolution transpose (CT), fifth in the NeurIPS 2023 unlearning challenge: every convolution
 * kernel is transposed, k[y][x] becomes k[x][y]; then fine-tuning on retain.
 */
public final class ConvolutionTranspose implements UnlearningMethod {
  private static final Recipe RECIPE = new Recipe(3, 64, 0.001, 0.9, 5e-4, Schedule.cosine());

  private static final Info INFO =
      new Info(
              "ct",
              "CT",
              "transposes every convolution kernel, then fine-tunes on retain",
              "NeurIPS 2023 unlearning challenge, 5th place; kgltop5 in xcadet/deepunlearn")
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes("The cosine falls with every step, in the source with every epoch.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    float[] weights = context.network().parameters();
    for (Tensor tensor : context.network().layout().ofRole(Role.CONVOLUTION)) {
      List<Integer> shape = tensor.shape();
      int side = shape.get(3);
      if (shape.get(2) != side) {
        throw new IllegalStateException(tensor.name() + " has kernels that are not square");
      }
      for (int at = tensor.offset(); at < tensor.offset() + tensor.length(); at += side * side) {
        transpose(weights, at, side);
      }
    }
    context.network().setParameters(weights);
    FineTune.onRetain(context, Recipe.of(context.parameters()));
  }

  private static void transpose(float[] weights, int at, int side) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < y; x++) {
        float swap = weights[at + y * side + x];
        weights[at + y * side + x] = weights[at + x * side + y];
        weights[at + x * side + y] = swap;
      }
    }
  }
}
