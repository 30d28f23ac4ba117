package org.unlearnbench.figures.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.Publication;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.Publisher;

class TableFilesTests {
  @TempDir Path out;

  private void write(FakeRun run) throws IOException {
    Study study = Study.of(List.of(run));
    List<PerExample> attacks = PerExample.of(study);
    TableFiles.write(study, attacks, out);
    SummaryFile.write(study, attacks, out);
  }

  @Test
  void writesBoardsOfAllDataSetsAndNothingElse() throws IOException {
    write(FakeRun.quickstart(out));
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile).map(out::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "leaderboard.csv",
              "summary.md",
              "tables/cmu-mufac.csv",
              "tables/differences/cmu-mufac.csv",
              "tables/per-example/cmu-mufac.csv",
              "tables/per-example/cmu-mucac.csv",
              "tables/differences/cmu-mucac.csv",
              "tables/cmu-mufac.md",
              "tables/cmu-mufac.tex",
              "tables/cmu-mucac.csv",
              "tables/cmu-mucac.md",
              "tables/cmu-mucac.tex");
    }
    List<String> lines = Files.readAllLines(out.resolve("leaderboard.csv"));
    assertThat(lines.get(0)).startsWith("dataset,rank,method,n_seeds,test_accuracy_mean,");
    assertThat(lines).hasSize(1 + 2 * 6);
    assertThat(lines.stream().filter(line -> line.contains(",original,"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.contains(",retrain,"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.contains(",random-mask,"))).hasSize(2);
  }

  @Test
  void pairsSeedsWithEveryReference() throws IOException {
    FakeRun run = FakeRun.quickstart(out);
    write(run);
    List<String> lines = Files.readAllLines(out.resolve("tables/differences/cmu-mufac.csv"));
    assertThat(lines).hasSize(1 + 6 * 3 - 3);
    double expected = 0;
    for (long seed = 1; seed <= 3; seed++) {
      expected += (nomus(run, "aru", seed) - nomus(run, "retrain", seed)) / 3;
    }
    String[] parts =
        lines.stream()
            .filter(line -> line.startsWith("cmu-mufac,aru,retrain,nomus,3,"))
            .findFirst()
            .orElseThrow()
            .split(",");
    assertThat(Double.parseDouble(parts[5])).isCloseTo(expected, within(1e-12));
    assertThat(Double.parseDouble(parts[8])).isBetween(0.25, 1.0);
  }

  private static double nomus(FakeRun run, String method, long seed) {
    return run.cells().stream()
        .filter(c -> c.dataset().equals("cmu-mufac") && c.method().equals(method))
        .filter(c -> c.seed() == seed)
        .findFirst()
        .orElseThrow()
        .metrics()
        .get("nomus");
  }

  @Test
  void aRunWithoutAFinishedCellStillGetsItsFiles() throws IOException {
    FakeRun run = new FakeRun(out, "e").failed("d", "aru", "ARU", 1, "loss is NaN");
    write(run);
    assertThat(out.resolve("leaderboard.csv"))
        .hasContent("dataset,rank,method,n_seeds,rank_ci95_low,rank_ci95_high\nd,NA,aru,0,NA,NA\n");
    assertThat(Files.readString(out.resolve("summary.md")))
        .contains("| 1 | ARU | d | loss is NaN |");
  }

  @Test
  void theHarnessFindsTheirPublisher() throws IOException {
    assertThat(ServiceLoader.load(Publisher.class)).hasAtLeastOneElementOfType(Publication.class);
  }
}
