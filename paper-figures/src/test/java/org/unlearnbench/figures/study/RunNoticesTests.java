package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.figures.study.Notice.Kind;
import org.unlearnbench.metric.attack.SideSizes;

class RunNoticesTests {
  private static List<String> texts(SplitOverlap... overlaps) {
    List<Notice> warnings = RunNotices.leaks("faces", List.of(overlaps));
    assertThat(warnings)
        .allMatch(
            w -> w.kind() == Kind.LEAK && w.dataset().equals("faces") && w.method().isEmpty());
    return warnings.stream().map(Notice::text).toList();
  }

  @Test
  void saysWhatALeakSpoils() {
    assertThat(
            texts(
                new SplitOverlap(Split.RETAIN, Split.FORGET, 1, 0),
                new SplitOverlap(Split.RETAIN, Split.TEST, 0, 12),
                new SplitOverlap(Split.FORGET, Split.UNSEEN, 3, 1)))
        .containsExactly(
            "retain and forget share 1 person: Retrained has seen them too, so they are not what it"
                + " was made without.",
            "retain and test share 12 images: test accuracy flatters models that remember them.",
            "forget and unseen share 3 people and 1 image: the attack takes what was trained on for"
                + " unseen.");
  }

  @Test
  void testAndUnseenMayOverlap() {
    assertThat(texts(new SplitOverlap(Split.TEST, Split.UNSEEN, 5, 5))).isEmpty();
    assertThat(texts()).isEmpty();
  }

  @Test
  void refusesAPairInTheWrongOrder() {
    SplitOverlap wrong = new SplitOverlap(Split.FORGET, Split.RETAIN, 1, 1);
    assertThatThrownBy(() -> texts(wrong)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void selectionOnTestIsAWarningOfItsOwn() {
    Notice warning = RunNotices.selectionOnTest("faces", "ARU");
    assertThat(warning.kind()).isEqualTo(Kind.SELECTION_ON_TEST);
    assertThat(warning.method()).isEqualTo("ARU");
    assertThat(warning.text()).contains("tuned-on: test");
  }

  @Test
  void warnsWithBothCountsWhereTheAttackIsUnbalanced() {
    assertThat(RunNotices.sizes("faces", new SideSizes(120, 60)))
        .containsExactly(
            new Notice(
                Kind.UNBALANCED,
                "faces",
                "",
                "Of 60 forget and 120 unseen images, always guessing unseen is right in 0.667 (the"
                    + " attack cuts forget to unseen's size, not the reverse): MIA is not centred"
                    + " at 0.5 here, which |MIA - 0.5| and NoMUS reward."));
    assertThat(RunNotices.sizes("faces", new SideSizes(125, 128))).isEmpty();
    // MUFAC: guessing gives 0.5007, which no published digit shows.
    assertThat(RunNotices.sizes("mufac", new SideSizes(1504, 1500))).isEmpty();
  }

  @Test
  void saysWhyTooFewImagesGiveNoScore() {
    assertThat(RunNotices.sizes("faces", new SideSizes(5, 5)))
        .containsExactly(
            new Notice(
                Kind.NO_ATTACK,
                "faces",
                "",
                "MIA and NoMUS are NA, the attack cannot be made on 5 forget and 5 unseen images:"
                    + " 10 % of 10 samples are fewer than the 2 classes."));
    assertThat(RunNotices.sizes("faces", new SideSizes(0, 9)))
        .extracting(Notice::text)
        .containsExactly(
            "MIA and NoMUS are NA, the attack cannot be made on 9 forget and 0 unseen images:"
                + " unseen has 0 losses, at least 2 are needed.");
  }
}
