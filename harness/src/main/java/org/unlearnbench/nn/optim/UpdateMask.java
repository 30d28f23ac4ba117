package org.unlearnbench.nn.optim;

import java.util.Arrays;
import java.util.function.Predicate;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * How strongly each parameter follows its gradient: 1 as usual, 0 not at all. A parameter with
 * factor 0 stays bit-identical whatever momentum and weight decay do, since the step passes over
 * it.
 */
public final class UpdateMask {
  private final float[] factors;

  private UpdateMask(float[] factors) {
    this.factors = factors;
  }

  /** One factor per value of the flat vector, in [0, 1] as a rule; copied. */
  public static UpdateMask of(float... factors) {
    return new UpdateMask(factors.clone());
  }

  /** 1 for the tensors {@code chosen}, 0 for all others. */
  public static UpdateMask only(ParameterLayout layout, Predicate<Tensor> chosen) {
    float[] factors = new float[layout.length()];
    for (Tensor tensor : layout.tensors()) {
      if (chosen.test(tensor)) {
        Arrays.fill(factors, tensor.offset(), tensor.offset() + tensor.length(), 1f);
      }
    }
    return new UpdateMask(factors);
  }

  float factor(int index) {
    return factors[index];
  }

  int length() {
    return factors.length;
  }
}
