package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.Publication;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.SplitOutputs;

class PerExampleTests {
  private static final long[] EIGHT = {1, 2, 3, 4, 5, 6, 7, 8};

  private static final String REFUSAL =
      "The per-example attack needs at least 8 seeds with the method and Retrained, and has 3.";

  @TempDir Path out;

  private FakeRun run(long... seeds) {
    return new FakeRun(out, "e")
        .method("faces", "original", "Original", 0.72, 0.76, 0, seeds)
        .method("faces", "aru", "ARU", 0.62, 0.52, 19, 1, 2, 3)
        .method("faces", "retrain", "Retrained", 0.63, 0.48, 60, seeds);
  }

  private static PerExample attack(FakeRun run) throws IOException {
    return PerExample.of(Study.of(List.of(run))).get(0);
  }

  @Test
  void isMadeOverTheSeedsThatRetrainedHasToo() throws IOException {
    FakeRun run = run(EIGHT);
    PerExample attack = attack(run);
    assertThat(attack.rows()).extracting(row -> row.method().method()).doesNotContain("retrain");
    PerExample.Row original = row(attack, "original");
    assertThat(original.seeds()).isEqualTo(8);
    UnlearnedLira.Result expected =
        (UnlearnedLira.Result) UnlearnedLira.run(outputs(run, "original"), outputs(run, "retrain"));
    assertThat(original.result().orElseThrow().accuracy()).isEqualTo(expected.accuracy());
    assertThat(original.result().orElseThrow().models()).isEqualTo(16);
    PerExample.Row aru = row(attack, "aru");
    assertThat(aru.seeds()).isEqualTo(3);
    assertThat(aru.result()).isEmpty();
    assertThat(attack.made()).containsExactly(original);
    assertThat(attack.refusals()).containsExactly("ARU: " + REFUSAL);
  }

  private static PerExample.Row row(PerExample attack, String method) {
    return attack.rows().stream()
        .filter(row -> row.method().method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  private static List<SplitOutputs> outputs(FakeRun run, String method) throws IOException {
    List<SplitOutputs> outputs = new ArrayList<>();
    for (Cell cell : run.cells()) {
      if (cell.method().equals(method)) {
        outputs.add(run.outputs(cell).get(Split.FORGET));
      }
    }
    return outputs;
  }

  @Test
  void fewSeedsAreRefusedInOneSentence() throws IOException {
    PerExample attack = attack(run(1, 2, 3));
    assertThat(attack.rows()).hasSize(2).allMatch(row -> row.result().isEmpty());
    assertThat(attack.refusals()).containsExactly(REFUSAL);
  }

  @Test
  void withoutRetrainedThereIsNothingToTellApart() throws IOException {
    FakeRun run = new FakeRun(out, "e").method("d", "aru", "ARU", 0.6, 0.5, 1, EIGHT);
    assertThat(attack(run).rows()).isEmpty();
    assertThat(attack(run).refusals()).isEmpty();
  }

  @Test
  void allThatPeopleLookAtSaysWhatItFoundAndWhatNot() throws IOException {
    new Publication().write(List.of(run(EIGHT)), out);
    List<String> file = Files.readAllLines(out.resolve("tables/per-example/faces.csv"));
    assertThat(file.get(0)).startsWith("dataset,method,n_seeds,n_models,n_examples,accuracy,");
    assertThat(file).hasSize(3).anyMatch(line -> line.matches("faces,original,8,16,40,[01].*,"));
    assertThat(file)
        .anyMatch(line -> line.startsWith("faces,aru,3,NA,NA,NA,NA,NA,NA,NA,\"The per-example"));
    for (String name : List.of("summary.md", "report.html")) {
      assertThat(Files.readString(out.resolve(name)))
          .contains("u-lira.fixed-forget/unlearnbench@1", "TPR@1%FPR")
          .contains("ARU: The per-example attack needs at least 8 seeds");
    }
    new Publication().write(List.of(run(1, 2, 3)), out);
    assertThat(Files.readString(out.resolve("summary.md")))
        .containsOnlyOnce("The per-example attack needs at least 8 seeds")
        .doesNotContain("TPR@1%FPR");
  }
}
