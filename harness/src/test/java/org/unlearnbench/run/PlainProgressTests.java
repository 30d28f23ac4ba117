package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.unlearnbench.run.cell.Worker;

class PlainProgressTests {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long seconds;

  @Test
  void aLineAMinuteSaysWhatIsDoneAndHowLongTheRestTakes() {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    PlainProgress progress = new PlainProgress(out, () -> seconds * 1_000_000_000);
    progress.note("before anything began");
    progress.begin(2, 1);
    for (int epoch = 0; epoch <= 10; epoch++) {
      progress.progress("a/original/seed-1", Worker.TRAIN_ORIGINAL, epoch, 10);
      seconds += 24;
    }
    progress.ended("a/original/seed-1", "ok in 264.0 s");
    progress.progress("a/scrub/seed-1", "unlearn", 1, 2);
    progress.ended("a/scrub/seed-1", "failed: \u001b[31m\nno");
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            before anything began
            cells to make: 2, originals to train first: 1
            [0/2] a/original/seed-1: train original 3/10, about 11 min left
            [0/2] a/original/seed-1: train original 6/10, about 10 min left
            [0/2] a/original/seed-1: train original 9/10, about 8 min left
            [1/2] a/original/seed-1: ok in 264.0 s
            [2/2] a/scrub/seed-1: failed: \\u001b[31m no
            """);
  }
}
