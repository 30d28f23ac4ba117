package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;

class SideSizesTests {

  @Test
  void guessingIsOffOnlyWhereForgetIsTheSmaller() {
    assertThat(new SideSizes(125, 128).guessing()).isEqualTo(0.5);
    assertThat(new SideSizes(125, 125).guessing()).isEqualTo(0.5);
    assertThat(new SideSizes(120, 60).guessing()).isEqualTo(2 / 3.0);
    assertThatThrownBy(() -> new SideSizes(0, 60).guessing())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new SideSizes(60, 0).guessing())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itsObstaclesAreTheAttacks() {
    for (int unseen = 0; unseen < 14; unseen++) {
      for (int forget = 0; forget < 14; forget++) {
        SideSizes sizes = new SideSizes(unseen, forget);
        double[] outside = new double[unseen];
        double[] inside = new double[forget];
        if (sizes.obstacle().isPresent()) {
          assertThatThrownBy(() -> LossLrAttack.run(outside, inside))
              .hasMessage(sizes.obstacle().get());
        } else {
          assertThat(LossLrAttack.run(outside, inside).forgetUsed()).isEqualTo(sizes.forgetUsed());
        }
      }
    }
  }

  @Test
  void comeFromADataSetsSplits() {
    assertThat(SideSizes.of(Map.of(Split.UNSEEN, 3, Split.FORGET, 2, Split.TEST, 9)))
        .contains(new SideSizes(3, 2));
    assertThat(SideSizes.of(Map.of(Split.UNSEEN, 3))).isEmpty();
    assertThat(SideSizes.of(Map.of())).isEmpty();
  }
}
