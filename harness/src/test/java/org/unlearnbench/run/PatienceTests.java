package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unlearnbench.run.cell.WorkerMessage;
import org.unlearnbench.run.cell.WorkerMessage.Kind;

/** Signs of life, with a clock that the test turns. */
class PatienceTests {
  private long nanos = -5_000_000_000L;
  private final List<String> shown = new ArrayList<>();

  private Patience of(int seconds) {
    return new Patience(Duration.ofSeconds(seconds), () -> nanos);
  }

  /** Seconds go by in which the parent looks, until the patience is over. */
  private int pass(Patience patience, int seconds, WorkerMessage... each) {
    for (int i = 0; i < seconds; i++) {
      nanos += 1_000_000_000;
      List.of(each).forEach(patience::hear);
      patience.look().ifPresent(shown::add);
      if (patience.isOver()) {
        return i + 1;
      }
    }
    return seconds;
  }

  private static WorkerMessage alive(int busy) {
    return new WorkerMessage(Kind.ALIVE, "", "", busy, 1);
  }

  @Test
  void silenceIsToldOnceAndComesToAnEnd() {
    Patience patience = of(300);
    assertThat(pass(patience, 1000)).isEqualTo(300);
    assertThat(shown)
        .containsExactly("the worker has been silent for 60 s; after 300 s it is ended");
    assertThat(patience.reason()).isEqualTo("the worker has been silent for 300 s");
  }

  @Test
  void aWorkerThatDoesNothingComesToAnEnd() {
    Patience patience = of(300);
    assertThat(pass(patience, 1000, alive(0))).isEqualTo(300);
    assertThat(patience.reason()).isEqualTo("the worker has done nothing for 300 s");
    assertThat(shown)
        .containsExactly("the worker has done nothing for 60 s; after 300 s it is ended");
  }

  @Test
  void aLongStepIsToldOfMoreAndMoreSeldom() {
    Patience patience = of(300);
    assertThat(pass(patience, 5000, alive(1))).isEqualTo(5000);
    assertThat(shown)
        .containsExactly(
            "no progress for 600 s, but its worker is at work",
            "no progress for 1200 s, but its worker is at work",
            "no progress for 2400 s, but its worker is at work",
            "no progress for 4800 s, but its worker is at work");
    patience.hear(WorkerMessage.of(Kind.PROGRESS, "a", ""));
    shown.clear();
    pass(patience, 599, alive(1));
    assertThat(shown).isEmpty();
  }

  @Test
  void aPauseOfThisProcessDoesNotCount() {
    Patience patience = of(300);
    pass(patience, 200);
    nanos += 3_600_000_000_000L;
    assertThat(pass(patience, 99)).isEqualTo(99);
    assertThat(pass(patience, 5)).isEqualTo(2); // the second before the pause is part of it
  }

  @Test
  void withoutALimitItIsToldAndNeverOver() {
    Patience patience = of(0);
    assertThat(pass(patience, 500)).isEqualTo(500);
    assertThat(shown).containsExactly("the worker has been silent for 60 s");
    pass(patience, 1, alive(1));
    pass(patience, 60);
    assertThat(shown).hasSize(2);
  }
}
