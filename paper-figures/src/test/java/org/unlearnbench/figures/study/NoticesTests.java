package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.Notice.Kind;

class NoticesTests {

  private static FakeRun run() {
    return new FakeRun(Path.of("here"), "e")
        .method("d", "original", "Original", 0.5, 0.8, 1, 1, 2, 3)
        .method("d", "retrain", "Retrained", 0.7, 0.5, 1, 1, 2, 3);
  }

  private static List<Notice> notices(FakeRun run) throws IOException {
    return Notices.of(Study.of(List.of(run)));
  }

  @Test
  void aGoodRunHasNone() throws IOException {
    assertThat(notices(run())).isEmpty();
    assertThat(notices(run().withImages(Map.of(Split.FORGET, 128, Split.UNSEEN, 125)))).isEmpty();
    assertThat(notices(run().withImages(Map.of(Split.FORGET, 60)))).isEmpty();
  }

  @Test
  void saysOnceThatForgetIsSmallerThanUnseen() throws IOException {
    assertThat(notices(run().withImages(Map.of(Split.FORGET, 60, Split.UNSEEN, 120))))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Kind.UNBALANCED);
              assertThat(Notices.line(warning))
                  .startsWith("d: Of 60 forget and 120 unseen images, ")
                  .contains("right in 0.667");
            });
  }

  @Test
  void saysWhyThereIsNoAttack() throws IOException {
    assertThat(notices(run().withImages(Map.of(Split.FORGET, 5, Split.UNSEEN, 5))))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Kind.NO_ATTACK);
              assertThat(warning.text()).contains("5 forget and 5 unseen images: 10 % of 10");
            });
  }

  @Test
  void modelsFromElsewhereAloneAreNotCompared() throws IOException {
    FakeRun alone =
        new FakeRun(Path.of("here"), "e")
            .method("d", "external:a", "a", 0.5, 0.8, 1, 1, 2, 3)
            .renamed("external:a", "external");
    assertThat(notices(alone)).isEmpty();
    alone.method("d", "aru", "ARU", 0.5, 0.8, 1, 1, 2, 3);
    assertThat(notices(alone)).extracting(Notice::kind).containsExactly(Kind.NO_RETRAINED);
  }
}
