package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Study;

class TimeBarsTests {
  private static final Path HERE = Path.of("run");

  private static DataSetStudy data(FakeRun run) throws IOException {
    return Study.of(List.of(run)).dataSets().get(0);
  }

  @Test
  void segmentsAddUpToTheCellsTimeWhateverPartsAreKnown() throws IOException {
    DataSetStudy data = data(FakeRun.quickstart(HERE).withPhases());
    TimeBars bars = TimeBars.of(data).orElseThrow();
    assertThat(bars.phases())
        .containsExactly(
            "load", "train", "unlearn", "unlearn.attack", "unlearn.mask", "evaluate", "write");
    for (TimeBars.Bar bar : bars.bars()) {
      double train = bar.method().method().equals("retrain") ? 0 : 60;
      double expected = 0.5 + train + seconds(bar.method()) + 1 + 0.125;
      // Two processors are busy all the time.
      assertThat(bar.total()).isCloseTo(2 * expected, within(1e-9));
      assertThat(bars.seconds().contains(bar.total())).isTrue();
    }
    TimeBars.Bar aru =
        bars.bars().stream()
            .filter(b -> b.method().method().equals("aru"))
            .findFirst()
            .orElseThrow();
    assertThat(aru.segments().get("unlearn"))
        .isCloseTo(2 * 0.7 * seconds(aru.method()), within(1e-9));
    // Original unlearns nothing: no segment of no length.
    assertThat(bars.bars())
        .filteredOn(b -> b.method().method().equals("original"))
        .allSatisfy(b -> assertThat(b.segments()).doesNotContainKey("unlearn"));
    assertThat(bars.data(data).csv()).startsWith("dataset,method,phase,seconds_mean\n");
  }

  private static double seconds(MethodSummary method) {
    return method.bySeed("unlearn_seconds").values().stream()
        .mapToDouble(s -> s)
        .average()
        .orElseThrow();
  }

  @Test
  void withoutTimesThereIsNoFigure() throws IOException {
    assertThat(TimeBars.of(data(new FakeRun(HERE, "e").failed("d", "a", "A", 1, "why")))).isEmpty();
    FakeRun nothing = new FakeRun(HERE, "e").method("d", "original", "Original", 0.5, 0.5, 0, 1);
    assertThat(TimeBars.of(data(nothing))).isEmpty();
  }
}
