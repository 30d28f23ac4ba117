package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTests {
  private static final List<Integer> MANY = IntStream.range(0, 500).boxed().toList();

  @Test
  void resultsAreInTheOrderOfTheItems() throws IOException {
    assertThat(InParallel.map(MANY, i -> i * i)).isEqualTo(MANY.stream().map(i -> i * i).toList());
    assertThat(InParallel.map(List.of(), i -> i)).isEmpty();
  }

  @Test
  void theFirstFailureIsTheOneThatIsToldAndTheRestIsStillDone() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(
            () ->
                InParallel.map(
                    MANY,
                    i -> {
                      if (i % 100 == 50) {
                        throw new NoSuchFileException("file " + i);
                      }
                      done.add(i);
                      return i;
                    }))
        .withMessage("file 50");
    assertThat(done).hasSize(495);
  }

  @Test
  void mistakesOfTheProgramAreToldToo() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                InParallel.map(
                    List.of(1),
                    i -> {
                      throw new IllegalStateException("x");
                    }));
  }
}
