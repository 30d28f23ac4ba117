package org.unlearnbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DataPathTests {

  @Test
  void printsAMedianPerPartAndTheRatios() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      DataPath.main(new String[] {"32", "8", "1", "2", "3"});
    } finally {
      System.setOut(before);
    }
    String number = "\\d+\\.\\d+";
    String ratio = number + " \\(" + number + "\\.\\." + number + "\\)";
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(6)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("size=32 batch=8 width=1"),
            line -> assertThat(line).matches("step_seconds_in_memory=" + number),
            line -> assertThat(line).matches("step_seconds_from_cache=" + number),
            line -> assertThat(line).matches("step_seconds_augmented=" + number),
            line -> assertThat(line).matches("ratio_from_cache=" + ratio),
            line -> assertThat(line).matches("ratio_augmented=" + ratio));
  }

  @Test
  void mediansOfOddAndEvenCounts() {
    assertThat(Medians.of(3, 1, 2)).isEqualTo(2);
    assertThat(Medians.of(4, 1, 2, 3)).isEqualTo(2.5);
    assertThat(Medians.of(7)).isEqualTo(7);
    assertThat(Medians.ofRatios(new double[] {2, 6, 3}, 1, 2, 2)).isEqualTo("2.000 (1.500..3.000)");
  }
}
