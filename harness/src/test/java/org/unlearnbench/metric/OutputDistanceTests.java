package org.unlearnbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.metric.Outputs.multi;
import static org.unlearnbench.metric.Outputs.single;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.SplitOutputs;

class OutputDistanceTests {
  private static final float LN3 = (float) Math.log(3);

  @Test
  void byHand() {
    // (1/2, 1/2) against (3/4, 1/4), and a second image where both say the same.
    OutputDistance distance =
        OutputDistance.between(
            outputs(new float[][] {{0, 0.0f}, {1, 5}}), outputs(new float[][] {{LN3, 0}, {1, 5}}));
    double m = 5 / 8d;
    double n = 3 / 8d;
    double p = 0.5 * log2(0.5 / m) + 0.5 * log2(0.5 / n);
    double q = 0.75 * log2(0.75 / m) + 0.25 * log2(0.25 / n);
    assertThat(distance.jensenShannon()).isEqualTo((p + q) / 2 / 2, within(1e-8));
    assertThat(distance.l1()).isEqualTo(0.5 / 2, within(1e-7));
    assertThat(distance.disagreement()).isZero(); // of equal logits the first is predicted
  }

  @Test
  void oppositeCertaintiesAreAsFarApartAsCanBe() {
    OutputDistance distance =
        OutputDistance.between(
            outputs(new float[][] {{3e38f, -3e38f}}), outputs(new float[][] {{-3e38f, 3e38f}}));
    assertThat(distance).isEqualTo(new OutputDistance(1, 2, 1));
  }

  @Test
  void bitsAreAveraged() {
    SplitOutputs a = multi(Split.TEST, new int[][] {{0, 1}}, new float[][] {{90, 2}});
    SplitOutputs b = multi(Split.TEST, new int[][] {{0, 1}}, new float[][] {{-90, 2}});
    OutputDistance distance = OutputDistance.between(a, b);
    assertThat(distance.jensenShannon()).isEqualTo(0.5, within(1e-12));
    assertThat(distance.l1()).isEqualTo(1, within(1e-12));
    assertThat(distance.disagreement()).isEqualTo(0.5);
  }

  @Test
  void nothingIsDefinedWithoutImagesOrWithLogitsThatAreNotFinite() {
    SplitOutputs none = single(Split.TEST, new int[0], new float[0][]);
    assertThat(OutputDistance.between(none, none).jensenShannon()).isNaN();
    OutputDistance broken =
        OutputDistance.between(
            outputs(new float[][] {{0, 1}, {Float.NaN, 0}}),
            outputs(new float[][] {{0, 1}, {0, 1}}));
    assertThat(broken.jensenShannon()).isNaN();
    assertThat(broken.l1()).isNaN();
    assertThat(broken.disagreement()).isNaN();
  }

  @Test
  void differentImagesAreRefused() {
    assertThatThrownBy(
            () ->
                OutputDistance.between(
                    outputs(new float[][] {{0, 1}}), outputs(new float[][] {{0, 1}, {0, 1}})))
        .hasMessage("outputs on test are not of the same images in the same order");
  }

  @Property(tries = 200)
  void isSymmetricBoundedAndZeroToItself(
      @ForAll @Size(3) List<@FloatRange(min = -50, max = 50) Float> first,
      @ForAll @Size(3) List<@FloatRange(min = -50, max = 50) Float> second) {
    SplitOutputs a = outputs(new float[][] {floats(first)});
    SplitOutputs b = outputs(new float[][] {floats(second)});
    OutputDistance distance = OutputDistance.between(a, b);
    OutputDistance back = OutputDistance.between(b, a);
    assertThat(back.jensenShannon()).isEqualTo(distance.jensenShannon(), within(1e-12));
    assertThat(back.l1()).isEqualTo(distance.l1());
    assertThat(back.disagreement()).isEqualTo(distance.disagreement());
    assertThat(distance.jensenShannon()).isBetween(0.0, 1.0);
    assertThat(distance.l1()).isBetween(0.0, 2.0);
    // Lin 1991: the divergence in bits is at most half the L1 distance.
    assertThat(distance.jensenShannon()).isLessThanOrEqualTo(distance.l1() / 2 + 1e-12);
    assertThat(OutputDistance.between(a, a)).isEqualTo(new OutputDistance(0, 0, 0));
  }

  private static SplitOutputs outputs(float[][] logits) {
    return single(Split.TEST, new int[logits.length], logits);
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
