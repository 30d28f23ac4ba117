package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.stats.BoardWarning;
import org.unlearnbench.metric.stats.BoardWarning.Kind;

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
  void warnsWithBothCountsWhereTheAttackIsUnbalanced() {
    assertThat(new SideSizes(120, 60).warnings("faces"))
        .containsExactly(
            new BoardWarning(
                Kind.UNBALANCED,
                "faces",
                "",
                "Of 60 forget and 120 unseen images, always guessing unseen is right in 0.667 (the"
                    + " attack cuts forget to unseen's size, not the reverse): MIA is not centred"
                    + " at 0.5 here, which |MIA - 0.5| and NoMUS reward."));
    assertThat(new SideSizes(125, 128).warnings("faces")).isEmpty();
    // MUFAC: guessing gives 0.5007, which no published digit shows.
    assertThat(new SideSizes(1504, 1500).warnings("mufac")).isEmpty();
  }

  @Test
  void saysWhyTooFewImagesGiveNoScore() {
    assertThat(new SideSizes(5, 5).warnings("faces"))
        .containsExactly(
            new BoardWarning(
                Kind.NO_ATTACK,
                "faces",
                "",
                "MIA and NoMUS are NA, the attack cannot be made on 5 forget and 5 unseen images:"
                    + " 10 % of 10 samples are fewer than the 2 classes."));
    assertThat(new SideSizes(0, 9).warnings("faces"))
        .extracting(BoardWarning::text)
        .containsExactly(
            "MIA and NoMUS are NA, the attack cannot be made on 9 forget and 0 unseen images:"
                + " unseen has 0 losses, at least 2 are needed.");
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
