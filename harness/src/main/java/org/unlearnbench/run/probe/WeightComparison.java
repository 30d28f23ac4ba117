package org.unlearnbench.run.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.result.WeightDistances;
import org.unlearnbench.result.WeightDistances.Distance;
import org.unlearnbench.result.WeightDistances.Row;

/** Compares flat vectors of parameters tensor by tensor, in double precision. */
public final class WeightComparison {
  private WeightComparison() {}

  /**
   * The distances of one model to two others.
   *
   * @param layout of all three
   * @param weights all parameters of the model, running statistics included
   * @param original those of Original, if there
   * @param retrained those of Retrained, if there
   */
  public static WeightDistances of(
      ParameterLayout layout,
      float[] weights,
      Optional<float[]> original,
      Optional<float[]> retrained) {
    List<Row> rows = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      rows.add(
          new Row(
              tensor.name(),
              tensor.length(),
              tensor.role().trainable(),
              original.map(other -> distance(tensor, weights, other)).orElse(Distance.NONE),
              retrained.map(other -> distance(tensor, weights, other)).orElse(Distance.NONE)));
    }
    return new WeightDistances(rows);
  }

  private static Distance distance(Tensor tensor, float[] weights, float[] reference) {
    double norm = 0;
    double distance = 0;
    for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
      double other = reference[i];
      double difference = weights[i] - other;
      norm += other * other;
      distance += difference * difference;
    }
    return new Distance(StrictMath.sqrt(norm), StrictMath.sqrt(distance));
  }
}
