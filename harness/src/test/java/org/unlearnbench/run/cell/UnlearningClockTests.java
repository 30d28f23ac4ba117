package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unlearnbench.result.Cost;

class UnlearningClockTests {
  private Spent now = spent(5);
  private final UnlearningClock clock = new UnlearningClock(() -> now);

  /** As much work as time: a step, two images forward and one backward a second. */
  private static Spent spent(long seconds) {
    return new Spent(seconds, new Cost(seconds, 2 * seconds, seconds, Optional.of(3.0 * seconds)));
  }

  private void pass(long seconds) {
    now = now.plus(spent(seconds));
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
    assertThat(clock.worked()).isEqualTo(spent(5));
    assertThat(clock.others()).isEqualTo(Map.of("score", spent(10)));
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
        .containsExactlyInAnyOrderEntriesOf(Map.of("mask", spent(1), "attack", spent(4)));
    assertThat(clock.phases().keySet()).containsExactly("mask", "attack");
    assertThat(clock.worked()).isEqualTo(spent(5));
    assertThatThrownBy(() -> clock.phase("two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }
}
