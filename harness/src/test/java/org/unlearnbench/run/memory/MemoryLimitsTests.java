package org.unlearnbench.run.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;

class MemoryLimitsTests {

  @ParameterizedTest
  @ValueSource(longs = {1024, 4096, 8192, 16384, 1 << 20})
  void withoutAnEstimateTheyLeaveRoomForTheRest(long available) {
    MemoryLimits limits = MemoryLimits.ofUnknownNeed(OptionalLong.of(available));
    assertThat(limits.heapMegabytes()).isPositive();
    assertThat(limits.heapMegabytes() + limits.offHeapMegabytes()).isLessThan(available);
    assertThat(limits.processMegabytes())
        .isGreaterThan(limits.heapMegabytes() + limits.offHeapMegabytes());
  }

  @Test
  void aLargeMachineGetsTheFullLimits() {
    MemoryLimits full = new MemoryLimits(1536, 4096, 1536 + 4096 + 256);
    assertThat(MemoryLimits.ofUnknownNeed(OptionalLong.of(1 << 20))).isEqualTo(full);
    assertThat(MemoryLimits.ofUnknownNeed(OptionalLong.empty())).isEqualTo(full);
    assertThat(MemoryLimits.of(new WorkerNeed(300, 1000), 1 << 20)).isEqualTo(full);
    assertThat(MemoryLimits.of(new WorkerNeed(1000, 5000), 1 << 20))
        .isEqualTo(new MemoryLimits(2000, 10_000, 12_256));
  }

  @Property
  void workersGetWhatTheyNeedAndNeverMoreThanThereIs(
      @ForAll @LongRange(min = 1, max = 20_000) long heap,
      @ForAll @LongRange(min = 1, max = 40_000) long offHeap,
      @ForAll @LongRange(min = 0, max = 100_000) long available,
      @ForAll @IntRange(min = 1, max = 64) int wanted)
      throws InputException {
    WorkerNeed need = new WorkerNeed(heap, offHeap);
    if (available < need.megabytes() + 256) {
      assertThatThrownBy(() -> Workforce.of(wanted, need, available))
          .isInstanceOf(InputException.class);
      return;
    }
    Workforce force = Workforce.of(wanted, need, available);
    assertThat(force.workers()).isBetween(1, wanted);
    assertThat(force.note().isPresent()).isEqualTo(force.workers() < wanted);
    assertThat(force.limits().heapMegabytes()).isGreaterThanOrEqualTo(heap);
    assertThat(force.limits().offHeapMegabytes()).isGreaterThanOrEqualTo(offHeap);
    assertThat(force.workers() * force.limits().processMegabytes())
        .isLessThanOrEqualTo(available - 256);
    if (force.workers() < wanted) { // one more would not fit
      assertThat((force.workers() + 1) * need.megabytes()).isGreaterThan(available - 256);
    }
  }

  @Test
  void theUserHearsOfFewerWorkersOrNone() throws InputException {
    WorkerNeed need = new WorkerNeed(768, 2048);
    assertThat(Workforce.of(2, need, 6 * 1024).note())
        .contains(
            "note: 1 of 2 workers side by side: each needs up to 3.0 GB, 6.0 GB are available");
    assertThat(Workforce.of(2, need, 8 * 1024).note()).isEmpty();
    assertThatThrownBy(() -> Workforce.of(2, need, 3 * 1024))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "memory: found 3.0 GB available, a worker of this experiment needs up to 3.3 GB; choose"
                + " a smaller network.width, batch-size or image-size, or free memory");
  }

  @Test
  void withoutAnEstimateThereIsAlwaysAWorker() {
    assertThat(Workforce.ofUnknownNeed(4, OptionalLong.of(9000))).isEqualTo(2);
    assertThat(Workforce.ofUnknownNeed(4, OptionalLong.of(100))).isEqualTo(1);
    assertThat(Workforce.ofUnknownNeed(4, OptionalLong.empty())).isEqualTo(4);
  }
}
