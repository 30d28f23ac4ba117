package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.nn.checkpoint.StateFile;

class StoredRandomTests {
  @TempDir Path folder;

  @Test
  void goesOnWhereItWasStoredAndStoringShiftsNothing() throws Exception {
    Path file = folder.resolve("random.state");
    for (long seed : new long[] {0, 1, -1, 0x9e3779b97f4a7c15L, Long.MIN_VALUE, 7_777_777}) {
      SplittableRandom expected = new SplittableRandom(seed);
      StoredRandom random = new StoredRandom(new SplittableRandom(seed));
      for (int draws = 0; draws < 50; draws++) {
        assertThat(random.stream().nextInt(1000)).isEqualTo(expected.nextInt(1000));
        assertThat(random.stream().nextGaussian()).isEqualTo(expected.nextGaussian());
        StateFile.write(file, List.of(random));
      }
      StoredRandom restored = new StoredRandom(new SplittableRandom(99));
      restored.stream().nextLong();
      StateFile.read(file, List.of(restored));
      for (int draws = 0; draws < 50; draws++) {
        long next = expected.nextLong();
        assertThat(random.stream().nextLong()).isEqualTo(next);
        assertThat(restored.stream().nextLong()).isEqualTo(next);
      }
    }
  }

  @Test
  void refusesAStreamWhoseStateCannotBeTold() {
    StoredRandom split = new StoredRandom(new SplittableRandom(1).split());
    assertThatIllegalStateException()
        .isThrownBy(() -> StateFile.write(folder.resolve("x"), List.of(split)))
        .withMessageContaining("split");
  }
}
