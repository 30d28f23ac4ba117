package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.Publication;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;

class PhaseTimesTests {
  @TempDir Path folder;

  private static Cell cell(String method, long seed, Map<String, Double> seconds) {
    return FakeRun.alone(
        new Cell(
            "faces",
            method,
            method,
            seed,
            Cell.Status.OK,
            "",
            Map.of("nomus", 0.5, "mia", 0.5),
            seconds,
            Map.of()));
  }

  private static Map<String, Double> times(double attack) {
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("zeal", 1.0);
    times.put("write", 0.25);
    times.put("unlearn", 3.0);
    times.put("unlearn.attack", attack);
    times.put("load", 0.5);
    return times;
  }

  @Test
  void orderIsThatOfTheWorkAndMeansAreOverSeeds() throws Exception {
    FakeRun run =
        new FakeRun(folder, "x")
            .cell(cell("aru", 1, times(1)))
            .cell(cell("aru", 2, times(2)))
            .cell(cell("other", 1, Map.of("unlearn", 4.0)))
            .failed("faces", "broken", "Broken", 1, "why not");
    Study study = Study.of(List.<RunDirectory>of(run));
    PhaseTimes times = PhaseTimes.of(study.dataSets().get(0));
    assertThat(times.phases())
        .containsExactly("load", "unlearn", "unlearn.attack", "write", "zeal");
    assertThat(times.rows())
        .extracting(row -> row.method().method())
        .containsExactly("aru", "other");
    assertThat(times.rows().get(0).times())
        .extracting(Estimate::mean)
        .containsExactly(0.5, 3.0, 1.5, 0.25, 1.0);
    assertThat(times.rows().get(1).times().get(2).isPresent()).isFalse();

    new Publication().write(List.of(run), folder);
    assertThat(Files.readString(folder.resolve("summary.md")))
        .contains("## Where the time goes")
        .contains(
            "| 2 | aru | 0.50 | 3.00 | 1.50 | 0.25 | 1.00 |\n| 1 | other |  | 4.00 |  |  |  |\n");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<td>1.50</td>")
        .contains("Where the time goes");
  }

  @Test
  void nothingIsShownWhereNothingFinished() throws Exception {
    FakeRun run = new FakeRun(folder, "x").failed("faces", "broken", "Broken", 1, "why not");
    Study study = Study.of(List.<RunDirectory>of(run));
    assertThat(PhaseTimes.of(study.dataSets().get(0)).isEmpty()).isTrue();
    new Publication().write(List.of(run), folder);
    assertThat(Files.readString(folder.resolve("summary.md"))).doesNotContain("time goes");
  }
}
