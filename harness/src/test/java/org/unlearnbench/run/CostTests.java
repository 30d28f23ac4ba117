package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.edited;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.io.Unsealed;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.Verifier.Difference;
import org.unlearnbench.run.cell.Places;

/** What is counted of a cell: 30 images a split, in batches of 8; 3 epochs of training. */
class CostTests {
  private static final String PROBES =
      "eval-every: epoch\nprobes: {weight-distance: true, relearn-time: true, relearn-cap: 1}\n";

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void fixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  private Experiment experiment(String more, String methods) throws Exception {
    String text =
        """
        name: demo
        threads: 1
        network: linear
        %sdata: [{source: synthetic, image-size: 8}]
        training: {epochs: 3, batch-size: 8, lr: 0.1, schedule: {type: constant}}
        methods: %s
        """
            .formatted(more, methods);
    return new ExperimentReader(fixture.extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  private static void assertCounts(
      Cell cell, String phase, long steps, long forward, long backward) {
    Cost cost = cell.cost(phase).orElseThrow();
    assertThat(cost).isEqualTo(new Cost(steps, forward, backward, cost.cpuSeconds()));
    assertThat(cost.cpu()).isNotNegative();
  }

  private static Cell result(Outcome outcome, String method) throws Exception {
    return Cell.read(cell(outcome, method, 1));
  }

  @Test
  void everyPhaseIsCounted() throws Exception {
    Outcome outcome = fixture.run(experiment("", "[original, retrain, finetune]"));
    Cell original = result(outcome, "original");
    assertCounts(original, "train", 24, 180, 180);
    assertCounts(original, "unlearn", 0, 0, 0);
    assertCounts(original, "evaluate", 0, 120, 0);
    Cell retrain = result(outcome, "retrain");
    assertThat(retrain.cost("train")).isEmpty();
    assertCounts(retrain, "unlearn", 12, 90, 90);
    Cell finetune = result(outcome, "finetune");
    assertCounts(finetune, "load", 0, 0, 0);
    assertCounts(finetune, "train", 24, 180, 180);
    assertCounts(finetune, "unlearn", 8, 60, 60);
    assertThat(finetune.costs().orElseThrow().keySet()).isEqualTo(finetune.seconds().keySet());
  }

  @Test
  void costIsRelativeToRetrainedOfTheSameSeed() throws Exception {
    Outcome outcome = fixture.run(experiment("", "[original, retrain, finetune]"));
    assertThat(score(outcome, "original")).isEqualTo(0.0);
    assertThat(score(outcome, "retrain")).isEqualTo(1.0);
    assertThat(score(outcome, "finetune")).isEqualTo(60 / 90.0);
    // Without Retrained nothing is known.
    Outcome alone = fixture.run(fixture.places("-2"), experiment("", "[finetune]"), false);
    assertThat(score(alone, "finetune")).isNaN();
  }

  private static double score(Outcome outcome, String method) throws Exception {
    return StoredRun.open(outcome.run()).cells().stream()
        .filter(cell -> cell.method().equals(method))
        .findFirst()
        .orElseThrow()
        .metrics()
        .get("cost");
  }

  /** Cells that processes make side by side say so, and have no wall time to compare. */
  @Test
  void sideBySideWallTimesAreNone() throws Exception {
    Experiment experiment = experiment("", "[retrain, finetune]");
    Outcome two =
        fixture.processes().run(edited(experiment, List.of(1L, 2L), 1, Map.of(), Map.of()), false);
    assertThat(two.failed()).isEmpty();
    Cell beside = result(two, "finetune");
    assertThat(beside.environment()).containsEntry("workers", "2");
    assertThat(beside.seconds()).containsKey("unlearn");
    assertThat(beside.metrics().get("rte")).isNaN();
    assertThat(beside.metrics()).containsEntry("cost", 60 / 90.0);
    // The same run goes on with another seed, one cell at a time.
    Outcome third =
        fixture
            .processes(Duration.ofMinutes(5), 1)
            .run(edited(experiment, List.of(3L), 1, Map.of(), Map.of()), false);
    Cell alone = Cell.read(cell(third, "finetune", 3));
    assertThat(alone.alone()).isTrue();
    assertThat(alone.metrics().get("rte")).isPositive();
    assertThat(result(third, "finetune").alone()).isFalse();
  }

  @Test
  void whatIsLookedAtBesideIsNotTheMethodsCost() throws Exception {
    Outcome outcome = fixture.run(experiment(PROBES, "[original, retrain, finetune]"));
    Cell finetune = result(outcome, "finetune");
    assertCounts(finetune, "unlearn", 8, 60, 60);
    assertCounts(finetune, "score", 0, 240, 0);
    // Original's accuracy, the copy's before and after, and its one epoch; no model of others.
    for (String method : new String[] {"original", "retrain", "finetune"}) {
      Cost probe = result(outcome, method).cost("probe").orElseThrow();
      boolean learned = probe.steps() > 0;
      assertThat(probe.steps()).as(method).isEqualTo(learned ? 4 : 0);
      assertThat(probe.forwardImages()).as(method).isEqualTo(learned ? 120 : 60);
    }
  }

  /** Models from the cache carry along what making them took, in this run or in another. */
  @Test
  void modelsFromTheCacheKeepTheirCost() throws Exception {
    Outcome first = fixture.run(experiment("", "[original, finetune]"));
    Cost trained = result(first, "original").cost("train").orElseThrow();
    assertThat(trained.steps()).isEqualTo(24);
    Places again =
        Places.of(
            folder,
            folder.resolve("others"),
            folder.resolve("cache"),
            List.of(folder.resolve("plugins")));
    Outcome second = fixture.run(again, experiment("", "[finetune, retrain]"), false);
    assertThat(result(second, "finetune").cost("train")).contains(trained);
  }

  @Test
  void verifyingComparesTheCounts() throws Exception {
    Outcome outcome = fixture.run(experiment("", "[original, finetune]"));
    Path stored = cell(outcome, "finetune", 1);
    Path edited = folder.resolve("edited");
    Files.createDirectories(edited);
    Files.copy(RunLayout.outputs(stored), edited.resolve("outputs.csv.gz"));
    Files.createDirectories(RunLayout.artefacts(edited));
    for (String artefact : List.of("draws.csv", "training.csv")) {
      Files.copy(
          RunLayout.artefacts(stored).resolve(artefact),
          RunLayout.artefacts(edited).resolve(artefact));
    }
    String text = Unsealed.read(RunLayout.result(stored));
    Files.writeString(RunLayout.result(edited), text.replace("\"steps\" : 8", "\"steps\" : 7"));
    assertThat(CellComparison.of(edited, stored))
        .containsExactly(
            new Difference(
                "synthetic/finetune/seed-1",
                "result.json costs.unlearn",
                "7 steps, 60 images forward, 60 backward",
                "8 steps, 60 images forward, 60 backward"));
    // A cell of old has no counts, and is equal.
    Cell now = Cell.read(stored);
    new Cell(
            now.dataset(),
            now.method(),
            now.title(),
            now.seed(),
            now.status(),
            now.reason(),
            now.metrics(),
            now.seconds(),
            now.parameters())
        .madeOf(now.key(), now.task(), now.environment())
        .write(edited);
    assertThat(Files.readString(RunLayout.result(edited))).doesNotContain("costs", "plug_ins");
    assertThat(Cell.read(edited).costs()).isEmpty();
    assertThat(CellComparison.of(edited, stored)).isEmpty();
  }
}
