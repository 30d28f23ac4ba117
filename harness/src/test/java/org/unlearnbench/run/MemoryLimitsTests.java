package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitsTests {

  @ParameterizedTest
  @ValueSource(longs = {1024, 4096, 8192, 16384, 1 << 20})
  void leaveRoomForTheRest(long total) {
    MemoryLimits limits = MemoryLimits.of(total);
    assertThat(limits.heapMegabytes()).isPositive();
    assertThat(limits.heapMegabytes() + limits.offHeapMegabytes()).isLessThan(total);
    assertThat(limits.processMegabytes())
        .isGreaterThan(limits.heapMegabytes() + limits.offHeapMegabytes());
  }

  @Test
  void aLargeMachineGetsTheFullLimits() {
    assertThat(MemoryLimits.of(1 << 20)).isEqualTo(MemoryLimits.of(1 << 21));
    assertThat(MemoryLimits.detect().heapMegabytes()).isPositive();
  }
}
