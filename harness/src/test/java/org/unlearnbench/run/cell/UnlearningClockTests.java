package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnlearningClockTests {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong now = new AtomicLong(5 * SECOND);
  private final UnlearningClock clock = new UnlearningClock(now::get);

  private void pass(long seconds) {
    now.addAndGet(seconds * SECOND);
  }

  private Object stop(long seconds) {
    pass(seconds);
    return null;
  }

  @Test
  void stopsWhileOthersWork() throws IOException {
    pass(2);
    clock.stopped("score", () -> stop(10));
    pass(3);
    assertThat(clock.seconds()).isEqualTo(5);
    assertThat(clock.others()).isEqualTo(Map.of("score", 10.0));
    assertThat(clock.phases()).isEmpty();
  }

  @Test
  void addsUpPhasesWithoutTheStops() throws IOException {
    try (UnlearningClock.Phase part = clock.phase("mask")) {
      assertThat(part).isNotNull();
      pass(1);
    }
    for (int i = 0; i < 2; i++) {
      try (UnlearningClock.Phase part = clock.phase("attack")) {
        assertThat(part).isNotNull();
        pass(2);
        clock.stopped("log", () -> stop(7));
      }
    }
    assertThat(clock.phases())
        .containsExactlyInAnyOrderEntriesOf(Map.of("mask", 1.0, "attack", 4.0));
    assertThat(clock.phases().keySet()).containsExactly("mask", "attack");
    assertThat(clock.seconds()).isEqualTo(5);
    assertThatThrownBy(() -> clock.phase("two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }
}
