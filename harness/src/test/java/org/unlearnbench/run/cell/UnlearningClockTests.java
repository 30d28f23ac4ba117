package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnlearningClockTests {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong now = new AtomicLong(5 * SECOND);
  private final UnlearningClock clock = new UnlearningClock(now::get);

  private void pass(long seconds) {
    now.addAndGet(seconds * SECOND);
  }

  @Test
  void stopsWhileOthersWork() {
    pass(2);
    clock.stopped(() -> pass(10));
    pass(3);
    assertThat(clock.seconds()).isEqualTo(5);
    assertThat(clock.stoppedSeconds()).isEqualTo(10);
    assertThat(clock.phases()).isEmpty();
  }

  @Test
  void addsUpPhasesWithoutTheStops() {
    try (UnlearningClock.Phase part = clock.phase("mask")) {
      assertThat(part).isNotNull();
      pass(1);
    }
    for (int i = 0; i < 2; i++) {
      try (UnlearningClock.Phase part = clock.phase("attack")) {
        assertThat(part).isNotNull();
        pass(2);
        clock.stopped(() -> pass(7));
      }
    }
    assertThat(clock.phases())
        .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("mask", 1.0, "attack", 4.0));
    assertThat(clock.phases().keySet()).containsExactly("mask", "attack");
    assertThat(clock.seconds()).isEqualTo(5);
    assertThatThrownBy(() -> clock.phase("two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }
}
