package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.metric.Outputs.multi;
import static org.unlearnbench.metric.Outputs.single;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;

class SampleScoresTests {
  private static final float LN2 = (float) Math.log(2);
  private static final double TINY = 1e-7;

  @Test
  void singleLabelByHand() {
    // Logits 0, 0, ln 2 give p = 1/4, 1/4, 1/2.
    SampleScores scores =
        SampleScores.of(
            single(Split.TEST, new int[] {2, 0}, new float[][] {{0, 0, LN2}, {0, 0, LN2}}));
    assertThat(scores.loss())
        .containsExactly(new double[] {Math.log(2), Math.log(4)}, within(TINY));
    assertThat(scores.pTrue()).containsExactly(new double[] {0.5, 0.25}, within(TINY));
    assertThat(scores.correct()).containsExactly(1, 0);
    assertThat(scores.accuracy()).isEqualTo(0.5);
    double entropy = 0.5 * Math.log(4) + 0.5 * Math.log(2);
    assertThat(scores.entropy()).containsExactly(new double[] {entropy, entropy}, within(TINY));
    double modifiedRight = 0.5 * Math.log(2) - 2 * 0.25 * Math.log(0.75);
    double modifiedWrong = 0.75 * Math.log(4) - 0.25 * Math.log(0.75) - 0.5 * Math.log(0.5);
    assertThat(scores.modifiedEntropy())
        .containsExactly(new double[] {modifiedRight, modifiedWrong}, within(TINY));
    assertThat(scores.logitConfidence())
        .containsExactly(new double[] {0, Math.log(1 / 3d)}, within(TINY));
  }

  @Test
  void multiLabelByHand() {
    // Logits ln 3 and ln 4: p = 3/4 and 4/5; the truth is 1 and 0.
    float[][] logits = {{(float) Math.log(3), (float) Math.log(4)}};
    SampleScores scores = SampleScores.of(multi(Split.TEST, new int[][] {{1, 0}}, logits));
    assertThat(scores.loss()[0]).isEqualTo((Math.log(4 / 3d) + Math.log(5)) / 2, within(TINY));
    assertThat(scores.pTrue()[0]).isEqualTo((0.75 + 0.2) / 2, within(TINY));
    assertThat(scores.correct()).containsExactly(0.5);
    assertThat(scores.accuracy()).isEqualTo(0.5);
    double first = 0.75 * Math.log(4 / 3d) + 0.25 * Math.log(4);
    double second = 0.8 * Math.log(5 / 4d) + 0.2 * Math.log(5);
    assertThat(scores.entropy()[0]).isEqualTo((first + second) / 2, within(TINY));
    double modified = 2 * 0.25 * Math.log(4 / 3d) + 2 * 0.8 * Math.log(5);
    assertThat(scores.modifiedEntropy()[0]).isEqualTo(modified / 2, within(TINY));
    assertThat(scores.logitConfidence()[0])
        .isEqualTo((Math.log(3) - Math.log(4)) / 2, within(TINY));
  }

  @Test
  void multiLabelAccuracyIsRoundedOnce() {
    // Of three attributes 0, 2 and 3 of 3 are right; the mean of the fractions is one ulp off.
    int[][] labels = {{1, 1, 0}, {1, 0, 0}, {1, 0, 0}};
    SampleScores scores = SampleScores.of(multi(Split.TEST, labels, new float[3][3]));
    assertThat((0 + 2 / 3d + 3 / 3d) / 3).isNotEqualTo(5 / 9d);
    assertThat(scores.accuracy()).isEqualTo(5 / 9d);
  }

  @Test
  void aBitIsOneOnlyAboveOneHalf() {
    SampleScores scores =
        SampleScores.of(multi(Split.TEST, new int[][] {{1, 0}}, new float[][] {{0, 0}}));
    assertThat(scores.correct()).containsExactly(0.5);
  }

  @Test
  void ofEqualLogitsTheFirstIsPredicted() {
    SampleScores scores =
        SampleScores.of(single(Split.TEST, new int[] {0, 1}, new float[][] {{1, 1, 0}, {1, 1, 0}}));
    assertThat(scores.correct()).containsExactly(1, 0);
  }

  @Test
  void veryConfidentSamplesStayApart() {
    // softmax in doubles is exactly 1 for both; the loss is not exactly 0.
    SampleScores scores =
        SampleScores.of(single(Split.TEST, new int[] {0, 0}, new float[][] {{60, 0}, {90, 0}}));
    assertThat(scores.loss()[0]).isEqualTo(Math.exp(-60), within(1e-38));
    assertThat(scores.loss()[1]).isEqualTo(Math.exp(-90), within(1e-50)).isPositive();
    assertThat(scores.logitConfidence()).containsExactly(60, 90);
    assertThat(scores.modifiedEntropy()[0]).isGreaterThan(scores.modifiedEntropy()[1]);
  }

  @Test
  void hugeLogitsStayFinite() {
    float[][] logits = {{3e38f, -3e38f}, {-3e38f, 3e38f}};
    for (SampleScores scores :
        List.of(
            SampleScores.of(single(Split.TEST, new int[] {1, 1}, logits)),
            SampleScores.of(multi(Split.TEST, new int[][] {{0, 1}, {0, 1}}, logits)))) {
      for (int i = 0; i < 2; i++) {
        assertThat(scores.loss()[i]).isFinite();
        assertThat(scores.entropy()[i]).isFinite();
        assertThat(scores.modifiedEntropy()[i]).isFinite();
        assertThat(scores.logitConfidence()[i]).isFinite();
      }
      assertThat(scores.correct()).containsExactly(0, 1);
    }
  }

  @Test
  void aLogitThatIsNotFiniteLeavesNothingDefined() {
    float[][] logits = {{Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}, {1, 0}};
    SampleScores scores = SampleScores.of(single(Split.TEST, new int[] {0, 0, 0}, logits));
    for (double[] values : List.of(scores.loss(), scores.pTrue(), scores.correct())) {
      assertThat(values[0]).isNaN();
      assertThat(values[1]).isNaN();
      assertThat(values[2]).isFinite();
    }
    assertThat(scores.accuracy()).isNaN();
  }

  @Test
  void anEmptySplitHasNoAccuracy() {
    SampleScores scores = SampleScores.of(single(Split.TEST, new int[0], new float[0][]));
    assertThat(scores.size()).isZero();
    assertThat(scores.accuracy()).isNaN();
  }

  @Test
  void refusesWhatDoesNotFitTheTask() {
    assertThatThrownBy(
            () -> SampleScores.of(single(Split.TEST, new int[] {2}, new float[][] {{0, 1}})))
        .hasMessage("label 2 is out of range");
    assertThatThrownBy(
            () -> SampleScores.of(single(Split.TEST, new int[] {0}, new float[][] {{0}}, 2)))
        .hasMessage("1 logits for the 2 outputs of the task");
    assertThatThrownBy(
            () -> SampleScores.of(multi(Split.TEST, new int[][] {{0}}, new float[][] {{0, 1}})))
        .hasMessage("a label of length 1");
    assertThatThrownBy(
            () -> SampleScores.of(multi(Split.TEST, new int[][] {{0, 2}}, new float[][] {{0, 1}})))
        .hasMessage("label 2 is out of range");
  }

  @Property(tries = 200)
  void agreesWithThePlainFormulas(
      @ForAll @Size(min = 2, max = 6) List<@FloatRange(min = -8, max = 8) Float> row,
      @ForAll @IntRange(min = 0, max = 5) int labelSeed) {
    int label = labelSeed % row.size();
    float[] logits = new float[row.size()];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = row.get(i);
      sum += Math.exp(logits[i]);
    }
    double entropy = 0;
    double modified = 0;
    for (int i = 0; i < logits.length; i++) {
      double p = Math.exp(logits[i]) / sum;
      entropy -= p * Math.log(p);
      modified -= i == label ? (1 - p) * Math.log(p) : p * Math.log(1 - p);
    }
    double pTrue = Math.exp(logits[label]) / sum;
    SampleScores scores =
        SampleScores.of(single(Split.TEST, new int[] {label}, new float[][] {logits}));
    assertThat(scores.loss()[0]).isEqualTo(-Math.log(pTrue), within(1e-9));
    assertThat(scores.pTrue()[0]).isEqualTo(pTrue, within(1e-12));
    assertThat(scores.entropy()[0]).isEqualTo(entropy, within(1e-9));
    assertThat(scores.modifiedEntropy()[0]).isEqualTo(modified, within(1e-8));
    assertThat(scores.logitConfidence()[0])
        .isEqualTo(Math.log(pTrue) - Math.log(1 - pTrue), within(1e-7));
  }
}
