package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntropySvcAttackTests {

  /**
   * Members as counted by scikit-learn 1.2.1's {@code SVC(C=3, gamma="auto")} on the same values;
   * its solver stops within 0.001 of the margin, where one image in a thousand may change sides.
   */
  @ParameterizedTest
  @CsvSource({
    "overfit, more_forget, 8962",
    "retrained, tiny, 102",
    "more_forget, constant, 60",
    "tiny, outliers, 259",
    "fewer_forget, overfit, 0",
    "outliers, identical, 87"
  })
  void agreesWithScikitLearn(String learned, String asked, int members) {
    double[] forget = GoldenLosses.forget(asked);
    double share =
        EntropySvcAttack.shareOfMembers(
            GoldenLosses.forget(learned), GoldenLosses.unseen(learned), forget);
    assertThat(share * forget.length).isCloseTo(members, within(0.001 * forget.length));
  }

  @Test
  void refusesWhatTheRegressionRefuses() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> EntropySvcAttack.shareOfMembers(some, some, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
