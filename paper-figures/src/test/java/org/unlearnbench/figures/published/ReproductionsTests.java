package org.unlearnbench.figures.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.fakes.FakePlugin;

/** Verdicts on published numbers; the experiments are made of fakes. */
class ReproductionsTests {
  private static final List<String> METRICS = List.of("test_accuracy", "nomus");
  private static final String HEADER =
      "dataset,method,published_name,test_accuracy,nomus,seeds,source,commit,caveat,recipe,start\n";
  private static final String RECIPE =
      """
      seeds: [7]
      threads: 3
      network: linear
      data: [{source: synthetic, as: theirs, image-size: 8}]
      training: {epochs: 3, batch-size: 8, lr: 0.1}
      methods: [original, {method: finetune, as: ft, lr: 0.02}]
      """;
  private static final String SAME =
      RECIPE.replace("seeds: [7]", "seeds: [1, 2, 3]").replace("as: theirs", "as: ours");

  @TempDir Path folder;
  private Extensions extensions;

  @BeforeEach
  void load() throws Exception {
    extensions = Extensions.load(List.of(FakePlugin.write(folder.resolve("plugins"))));
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
  }

  private List<Reproduction> compare(String row, String config, double... values) throws Exception {
    Path csv = folder.resolve("published.csv");
    Files.writeString(csv, HEADER + row + "\n");
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("config.resolved.yaml"), config);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      cells.add(cell("ours", "ft", i, values[i]));
      cells.add(cell("ours", "original", i, 0.9));
    }
    return new Reproductions(extensions.vocabulary(), PublishedFile.read(csv, METRICS))
        .with(new Run(run, cells));
  }

  private static Cell cell(String dataset, String method, long seed, double value) {
    return new Cell(
        dataset,
        method,
        method,
        seed,
        Cell.Status.OK,
        "",
        Map.of("test_accuracy", value),
        Map.of(),
        Map.of());
  }

  private record Run(Path path, List<Cell> cells) implements RunDirectory {
    @Override
    public String experiment() {
      return "mine";
    }

    @Override
    public Map<Split, SplitOutputs> outputs(Cell cell) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path folder(Cell cell) {
      throw new UnsupportedOperationException();
    }
  }

  private static String row(String value, String start) {
    return "theirs,finetune,FT," + value + ",NA,1,paper,abc,one seed,recipe.yaml," + start;
  }

  @Test
  void oneRecipeIsJudgedByItsOwnScatter() throws Exception {
    // s = 0.01, n = 3, m = 1: t(2) = 4.302653, times 0.01 sqrt(4/3), plus half of 0.001.
    double tolerance = 4.302652729911275 * 0.01 * Math.sqrt(4 / 3.0) + 0.0005;
    List<Reproduction> inside = compare(row("0.545", "scratch"), SAME, 0.49, 0.50, 0.51);
    assertThat(inside).hasSize(1);
    Reproduction judged = inside.get(0);
    assertThat(judged.verdict()).isEqualTo(Reproduction.Verdict.REPRODUCED);
    assertThat(judged.reason()).isEmpty();
    assertThat(judged.difference()).isCloseTo(-0.045, within(1e-12));
    assertThat(judged.tolerance()).isCloseTo(tolerance, within(1e-9));
    assertThat(compare(row("0.553", "scratch"), SAME, 0.49, 0.50, 0.51).get(0).verdict())
        .isEqualTo(Reproduction.Verdict.DIFFERS);
  }

  @Test
  void anotherRecipeIsNeverCompared() throws Exception {
    String other =
        SAME.replace("epochs: 3", "epochs: 4")
            .replace("as: ft, lr: 0.02", "as: ft, lr: 0.03")
            .replace("image-size: 8", "image-size: 8, variant: 2");
    Reproduction judged = compare(row("0.5", "scratch"), other, 0.49, 0.50, 0.51).get(0);
    assertThat(judged.verdict()).isEqualTo(Reproduction.Verdict.NOT_COMPARABLE);
    assertThat(judged.reason())
        .isEqualTo(
            "data set theirs: variant is 2, published 1; training: epochs is 4, published 3;"
                + " method ft: lr is 0.03, published 0.02");
    assertThat(judged.difference()).isCloseTo(0, within(1e-12));
  }

  @Test
  void anotherDataSetIsReasonEnough() throws Exception {
    String other = SAME.replace("source: synthetic, as: ours", "source: cmu-faces");
    assertThat(compare(row("0.5", "scratch"), other, 0.49, 0.50, 0.51).get(0).reasons())
        .containsExactly("other data set: the run has no synthetic", "no value of ours");
  }

  @Test
  void oneScheduleWrittenInTwoWaysIsOneRecipe() throws Exception {
    String shares = "lr: 0.1, schedule: {type: step, milestones: [1/3, 2/3]}}";
    String epochs = "lr: 0.1, schedule: {type: step, milestones: [1, 2]}}";
    Files.writeString(folder.resolve("recipe.yaml"), RECIPE.replace("lr: 0.1}", epochs));
    assertThat(
            compare(row("0.5", "scratch"), SAME.replace("lr: 0.1}", shares), 0.4, 0.5, 0.6)
                .get(0)
                .verdict())
        .isEqualTo(Reproduction.Verdict.REPRODUCED);
    String later = epochs.replace("[1, 2]", "[1, 3]");
    assertThat(
            compare(row("0.5", "scratch"), SAME.replace("lr: 0.1}", later), 0.4, 0.5, 0.6)
                .get(0)
                .reason())
        .isEqualTo("training: schedule.milestones is [1.0, 3.0], published [1.0, 2.0]");
    String constant = "lr: 0.1, schedule: {type: constant, milestones: [9], factor: 0.7}}";
    Files.writeString(
        folder.resolve("recipe.yaml"),
        RECIPE.replace("lr: 0.1}", "lr: 0.1, schedule: {type: constant}}"));
    assertThat(
            compare(row("0.5", "scratch"), SAME.replace("lr: 0.1}", constant), 0.4, 0.5, 0.6)
                .get(0)
                .reason())
        .isEmpty();
  }

  @Test
  void aCheckpointFewSeedsAndNoValueCannotBeCompared() throws Exception {
    assertThat(compare(row("0.5", "checkpoint"), SAME, 0.49, 0.50, 0.51).get(0).reason())
        .isEqualTo("the published model is, or starts at, one the recipe does not make");
    assertThat(compare(row("0.5", "scratch"), SAME, 0.49, 0.50).get(0).reason())
        .isEqualTo("2 seeds of ours, expected at least 3");
    Reproduction one = compare(row("0.5", "scratch"), SAME, 0.5).get(0);
    assertThat(one.reason()).isEqualTo("1 seed of ours, expected at least 3");
    assertThat(one.tolerance()).isNaN();
    Reproduction none = compare(row("0.5", "scratch"), SAME).get(0);
    assertThat(none.reason()).isEqualTo("no value of ours");
    assertThat(none.difference()).isNaN();
    String without = SAME.replace(", {method: finetune, as: ft, lr: 0.02}", "");
    assertThat(compare(row("0.5", "scratch"), without, 0.4, 0.5, 0.6).get(0).reason())
        .isEqualTo("other method: the run has no finetune; no value of ours");
    assertThat(
            compare(row("0.5", "scratch").replace("0.5,NA", "NA,0.7"), SAME, 0.4, 0.5, 0.6)
                .get(0)
                .reason())
        .isEqualTo("no value of ours");
  }

  @Test
  void everyProblemOfTheFileIsALine() {
    String bad = row("high", "begin").replace(",1,paper", ",0,paper");
    assertThatThrownBy(() -> compare(bad, SAME))
        .isInstanceOfSatisfying(
            InputException.class,
            problem ->
                assertThat(problem.problems())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith(folder.resolve("published.csv") + ":2: "))
                    .anyMatch(line -> line.contains("test_accuracy: found 'high', expected a")));
    Path csv = folder.resolve("other.csv");
    assertThatThrownBy(
            () -> {
              Files.writeString(csv, HEADER.replace("nomus", "nomis") + row("1", "scratch") + "\n");
              PublishedFile.read(csv, METRICS);
            })
        .hasMessageStartingWith(csv + ":1: no metric has the column 'nomis'")
        .hasMessageContaining("nomus");
    assertThatThrownBy(() -> compare(row("1", "scratch").replace("finetune", "scrub"), SAME))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no method 'scrub'");
  }
}
