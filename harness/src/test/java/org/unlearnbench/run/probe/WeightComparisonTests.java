package org.unlearnbench.run.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.result.WeightDistances;
import org.unlearnbench.result.WeightDistances.Distance;

class WeightComparisonTests {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("conv1.weight", Role.CONVOLUTION, List.of(1, 2, 1, 1), 0),
              new Tensor("bn1.running_mean", Role.RUNNING_MEAN, List.of(1), 2),
              new Tensor("fc.bias", Role.LINEAR_BIAS, List.of(1), 3)));

  private static WeightDistances compare(float[] weights, float[] original, float[] retrained) {
    return WeightComparison.of(
        LAYOUT, weights, Optional.ofNullable(original), Optional.ofNullable(retrained));
  }

  @Test
  void byHand() {
    WeightDistances distances =
        compare(new float[] {1, 2, 5, 0}, new float[] {4, -2, 1, 0}, new float[] {1, 2, 5, 1});
    assertThat(distances.rows())
        .extracting(WeightDistances.Row::tensor)
        .containsExactly("conv1.weight", "bn1.running_mean", "fc.bias");
    assertThat(distances.rows()).extracting(WeightDistances.Row::values).containsExactly(2, 1, 1);
    assertThat(distances.rows().get(0).original())
        .isEqualTo(new Distance(Math.sqrt(20), 5)); // (-3, 4)
    assertThat(distances.rows().get(1).original()).isEqualTo(new Distance(1, 4));
    assertThat(distances.rows().get(1).trainable()).isFalse();
    assertThat(distances.rows().get(2).original()).isEqualTo(new Distance(0, 0));
    assertThat(distances.rows().get(2).retrained()).isEqualTo(new Distance(1, 1));
    assertThat(distances.original().relative()).isCloseTo(5 / Math.sqrt(20), within(1e-15));
    assertThat(distances.retrained().relative()).isCloseTo(1 / Math.sqrt(6), within(1e-15));
  }

  @Test
  void aMissingReferenceGivesNoDistance() {
    WeightDistances distances = compare(new float[] {1, 2, 5, 0}, null, null);
    assertThat(distances.rows().get(0).original()).isEqualTo(Distance.NONE);
    assertThat(distances.original().relative()).isNaN();
    assertThat(distances.retrained().relative()).isNaN();
  }

  @Property(tries = 200)
  void symmetricInTheDistanceAndBlindToScale(
      @ForAll @Size(8) List<@FloatRange(min = -9, max = 9) Float> values) {
    float[] a = part(values, 0, 1);
    float[] b = part(values, 4, 1);
    Distance there = compare(a, b, null).original();
    assertThat(compare(b, a, null).original().distance()).isEqualTo(there.distance());
    assertThat(compare(a, a, null).original().distance()).isZero();
    Distance doubled = compare(part(values, 0, 2), part(values, 4, 2), null).original();
    assertThat(doubled.relative()).isEqualTo((Double) there.relative());
  }

  private static float[] part(List<Float> values, int begin, float factor) {
    float[] part = new float[4];
    for (int i = 0; i < part.length; i++) {
      part[i] = factor * values.get(begin + i);
    }
    return part;
  }
}
