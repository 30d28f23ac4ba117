package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.edited;
import static org.unlearnbench.run.RunFixture.stable;
import static org.unlearnbench.run.RunFixture.times;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LockFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.result.TrainingCurve;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.Verifier.Difference;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;

/** What is run, what is not run again, and what is written; on a fake network. */
class RunnerTests {
  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  private static Experiment seeds(Experiment experiment, Long... seeds) {
    return edited(experiment, List.of(seeds), 1, Map.of(), Map.of());
  }

  @Test
  void makesAllCellsAndDoesNothingTheSecondTime() throws Exception {
    Experiment experiment = seeds(fixture.experiment("[retrain, original, finetune]"), 1L, 2L);
    Outcome outcome = fixture.run(experiment);
    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.done()).isEqualTo(6);
    RunLayout layout = new RunLayout(outcome.run());
    List<String> runs = Files.readAllLines(layout.runs());
    assertThat(runs.get(0)).startsWith("experiment,dataset,method,seed,status,test_accuracy,");
    assertThat(runs).hasSize(7);
    assertThat(runs.get(1)).startsWith("demo,synthetic,original,1,ok,");
    assertThat(runs.get(2)).startsWith("demo,synthetic,original,2,ok,");
    assertThat(runs.get(3)).startsWith("demo,synthetic,retrain,1,ok,");
    Path finetune = cell(outcome, "finetune", 2);
    assertThat(RunLayout.artefacts(finetune).resolve("draws.csv")).content().startsWith("draw\n0.");

    StoredRun run = StoredRun.open(outcome.run());
    Cell original = run.cells().get(0);
    Cell retrain = run.cells().get(2);
    assertThat(retrain.metrics()).containsEntry("tow", 1.0).containsEntry("rte", 1.0);
    assertThat(original.metrics().get("rte")).isNaN();
    assertThat(original.seconds()).containsKeys("train", "load", "unlearn", "evaluate");
    assertThat(retrain.seconds()).doesNotContainKey("train");
    assertThat(original.metrics().get("retain_accuracy")).isGreaterThan(0.5);
    assertThat(run.cards().get("finetune").title()).isEqualTo("Fake finetune");
    Experiment stored =
        new ExperimentReader(fixture.extensions.vocabulary())
            .read(layout.config(), Overrides.none());
    assertThat(stored).isEqualTo(experiment);

    Map<Path, FileTime> before = times(folder);
    Outcome again = fixture.run(experiment);
    assertThat(again.done()).isZero();
    assertThat(times(folder)).isEqualTo(before);
    assertThat(fixture.shown()).isEmpty();
  }

  /** Reports that show the provenance, as it was when they were made; or fail. */
  private static Publisher reports(boolean fail) {
    return new Publisher() {
      @Override
      public String name() {
        return "provenance";
      }

      @Override
      public void write(List<RunDirectory> runs, Path out) throws IOException {
        if (fail) {
          throw new IOException("the disk is full");
        }
        Files.copy(
            new RunLayout(out).provenance(),
            out.resolve("shown.json"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    };
  }

  private Outcome reporting(Experiment experiment, boolean fail) throws Exception {
    Extensions own = fixture.extensions;
    Extensions extensions =
        new Extensions(
            own.sources(), own.methods(), own.networks(), own.metrics(), List.of(reports(fail)));
    return new Runner(extensions, fixture.places, fixture.progress(), new InProcessExecutor())
        .run(experiment, false);
  }

  @Test
  void reportsShowTheProvenanceOfTheirRun() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    Outcome outcome = reporting(experiment, false);
    Path provenance = new RunLayout(outcome.run()).provenance();
    Path shown = outcome.run().resolve("shown.json");
    assertThat(shown).hasSameTextualContentAs(provenance);
    reporting(fixture.experiment("[original, finetune]"), false);
    assertThat(shown).content().contains("finetune");
    assertThat(shown).hasSameTextualContentAs(provenance);
  }

  @Test
  void reportsThatWereNotMadeAreMadeByTheNextRun() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    assertThatThrownBy(() -> reporting(experiment, true)).hasMessage("the disk is full");
    RunLayout layout = new RunLayout(fixture.places.run("demo"));
    String provenance = Files.readString(layout.provenance());
    assertThat(layout.reported()).doesNotExist();
    Outcome again = reporting(experiment, false);
    assertThat(again.done()).isZero();
    assertThat(layout.reported()).exists();
    assertThat(again.run().resolve("shown.json")).hasContent(provenance);
  }

  @Test
  void aRerunFromNothingIsBitEqual() throws Exception {
    Experiment experiment = fixture.experiment("[original, retrain, finetune]");
    Outcome first = fixture.run(experiment);
    Outcome second = fixture.run(fixture.places("-2"), experiment, false);
    Outcome third = fixture.run(fixture.places, experiment, true);
    assertThat(third.done()).isEqualTo(3);
    for (Outcome other : List.of(second, third)) {
      assertThat(stable(other)).isEqualTo(stable(first));
      for (String method : List.of("original", "retrain", "finetune")) {
        assertThat(RunLayout.outputs(cell(other, method, 1)))
            .hasSameBinaryContentAs(RunLayout.outputs(cell(first, method, 1)));
      }
    }
  }

  @Test
  void aSeedChangesEverything() throws Exception {
    Experiment experiment = seeds(fixture.experiment("[original, retrain, finetune]"), 1L, 2L);
    Outcome outcome = fixture.run(experiment);
    for (String method : List.of("original", "retrain", "finetune")) {
      assertThat(Files.readAllBytes(RunLayout.outputs(cell(outcome, method, 1))))
          .isNotEqualTo(Files.readAllBytes(RunLayout.outputs(cell(outcome, method, 2))));
    }
  }

  @Test
  void anOriginalThatDivergesFailsTheCellsThatNeedIt() throws Exception {
    Experiment experiment =
        edited(
            fixture.experiment("[original, finetune, retrain]"),
            List.of(1L),
            1,
            Map.of("lr", 1e38, "epochs", 50L),
            Map.of());
    Outcome outcome = fixture.run(experiment);
    assertThat(outcome.failed()).hasSize(3);
    assertThat(outcome.failed().get(0)).contains("failed: training Original, epoch ");
    assertThat(outcome.failed().get(1)).contains("failed: training Original, epoch ");
    assertThat(outcome.failed().get(2)).contains("retrain/seed-1 failed: epoch ");
    assertThat(folder.resolve("cache/originals")).doesNotExist();
    assertThat(stable(outcome).get(1)).startsWith("demo,synthetic,original,1,failed");
  }

  @Test
  void originalIsTrainedOnceAndReused() throws Exception {
    fixture.run(fixture.experiment("[original]"));
    Map<Path, FileTime> before = times(folder.resolve("cache/originals"));
    assertThat(before).hasSize(2);
    Outcome outcome = fixture.run(fixture.experiment("[original, finetune]"));
    assertThat(outcome.done()).isEqualTo(1);
    assertThat(times(folder.resolve("cache/originals"))).isEqualTo(before);
    assertThat(fixture.shown()).contains("cells to make: 1, originals to train first: 0");
  }

  @Test
  void aDamagedOriginalIsTrainedAgain() throws Exception {
    Outcome first = fixture.run(fixture.experiment("[original]"));
    List<String> expected = stable(first);
    Path weights;
    try (Stream<Path> files = Files.walk(folder.resolve("cache/originals"))) {
      weights = files.filter(f -> f.endsWith("model.safetensors")).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(weights);
    Files.writeString(weights, "damaged");
    Files.delete(RunLayout.result(cell(first, "original", 1)));
    assertThat(stable(fixture.run(fixture.experiment("[original]")))).isEqualTo(expected);
    assertThat(weights).hasBinaryContent(good);
  }

  @Test
  void anOriginalDeletedByHalfIsTrainedAgain() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    Outcome first = fixture.run(experiment);
    List<String> expected = stable(first);
    try (Stream<Path> stored = Files.list(folder.resolve("cache/originals"))) {
      Files.delete(stored.findFirst().orElseThrow().resolve("original.json"));
    }
    Files.delete(RunLayout.result(cell(first, "original", 1)));
    assertThat(stable(fixture.run(experiment))).isEqualTo(expected);
    assertThat(times(folder.resolve("cache/originals"))).hasSize(2);
  }

  @Test
  void twoRunsMayTrainTheSameOriginal() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<Outcome>> both = new ArrayList<>();
      for (String suffix : List.of("-a", "-b")) {
        Places own = fixture.places(suffix);
        Places shared =
            new Places(
                own.home(), own.out(), own.dataCache(), folder.resolve("originals"), own.plugins());
        both.add(pool.submit(() -> fixture.run(shared, experiment, false)));
      }
      assertThat(stable(both.get(0).get())).isEqualTo(stable(both.get(1).get()));
      assertThat(times(folder.resolve("originals"))).hasSize(2);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aChangedConfigurationNeverReusesResults() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    fixture.run(experiment);
    Outcome changed = fixture.run(fixture.experiment("[original, {method: finetune, lr: 0.02}]"));
    assertThat(changed.done()).isEqualTo(2);
    assertThat(fixture.shown())
        .contains("holds another configuration, other than methods.finetune.lr=0.02; this one goes")
        .contains(changed.run().toString());
    List<Long> one = List.of(1L);
    assertThat(fixture.run(edited(experiment, one, 2, Map.of(), Map.of())).done()).isEqualTo(2);
    Experiment otherData = edited(experiment, one, 1, Map.of(), Map.of("variant", 2L));
    assertThat(fixture.run(otherData).done()).isEqualTo(2);
    Experiment otherTraining = edited(experiment, one, 1, Map.of("lr", 0.11), Map.of());
    assertThat(fixture.run(otherTraining).done()).isEqualTo(2);
    try (Stream<Path> originals = Files.list(folder.resolve("cache/originals"))) {
      assertThat(originals).hasSize(4);
    }
  }

  @Test
  void whatIsStoredIsOnlyAddedTo() throws Exception {
    Experiment all = seeds(fixture.experiment("[original, finetune]"), 1L, 2L);
    Outcome first = fixture.run(all);
    List<String> before = stable(first);
    Map<Path, FileTime> cells = times(new RunLayout(first.run()).cells());

    // Fewer seeds and methods, a model kept or not: the rest stays where it is.
    Outcome fewer = fixture.run(seeds(fixture.experiment("[original]"), 2L));
    assertThat(fewer.run()).isEqualTo(first.run());
    assertThat(fewer.done()).isZero();
    assertThat(stable(fewer)).isEqualTo(before);
    Outcome more = fixture.run(seeds(fixture.experiment("[retrain]"), 3L));
    assertThat(more.done()).isEqualTo(1);
    assertThat(stable(more)).containsAll(before);

    // Another training goes elsewhere, and to the same place each time.
    Experiment other = edited(all, List.of(1L), 1, Map.of("epochs", 2L), Map.of());
    Outcome beside = fixture.run(other);
    assertThat(beside.run()).isNotEqualTo(first.run());
    assertThat(beside.run().getFileName().toString()).matches("demo-[0-9a-f]{8}");
    assertThat(StoredRun.open(beside.run()).experiment())
        .isEqualTo(beside.run().getFileName().toString());
    assertThat(fixture.run(other).done()).isZero();
    assertThat(times(new RunLayout(first.run()).cells())).containsAllEntriesOf(cells);
    assertThat(stable(fixture.run(all))).containsAll(before);
  }

  @Test
  void aVerificationFallsWithTheCellsItSpokeOf() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    RunLayout layout = new RunLayout(fixture.run(experiment).run());
    Files.writeString(layout.verification(), "{\"keys\": {\"synthetic/finetune/seed-1\": \"k\"}}");
    fixture.run(experiment);
    assertThat(layout.verification()).exists();
    Files.delete(RunLayout.result(layout.cell(new CellId("synthetic", "original", 1))));
    fixture.run(experiment);
    assertThat(layout.verification()).exists();
    Files.delete(RunLayout.result(layout.cell(new CellId("synthetic", "finetune", 1))));
    fixture.run(experiment);
    assertThat(layout.verification()).doesNotExist();
    assertThat(fixture.shown()).contains("spoke of cells that were made again: removed");
  }

  @Test
  void aDamagedResultIsMadeAgain() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    Outcome outcome = fixture.run(experiment);
    Files.writeString(RunLayout.result(cell(outcome, "original", 1)), "{");
    assertThat(fixture.run(experiment).done()).isEqualTo(1);
    assertThat(fixture.shown()).contains("is not valid JSON").contains("made again");
  }

  @Test
  void leftoversOfAKilledRunAreSwept() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    RunLayout layout = new RunLayout(fixture.places.run("demo"));
    Path staging = layout.staging(new CellId("synthetic", "finetune", 7));
    Files.createDirectories(staging);
    Files.writeString(staging.resolve("half.txt"), "half");
    Files.writeString(layout.stagingLog(new CellId("synthetic", "finetune", 7)), "log");
    fixture.run(experiment);
    assertThat(staging).doesNotExist();
    assertThat(layout.stagingLog(new CellId("synthetic", "finetune", 7))).doesNotExist();
  }

  @Test
  void badDataIsFoundBeforeAnythingRuns() throws Exception {
    Experiment good = fixture.experiment("[original]");
    Experiment broken = edited(good, List.of(1L), 1, Map.of(), Map.of("broken", true));
    assertThatThrownBy(() -> fixture.run(broken))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("labels.csv:3: found 39 values, expected 40");
    Experiment empty = edited(good, List.of(1L), 1, Map.of(), Map.of("forget-nothing", true));
    assertThatThrownBy(() -> fixture.run(empty))
        .isInstanceOf(InputException.class)
        .hasMessage("data set 'synthetic': the split forget is empty, expected at least one image");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void whatSplitsShareIsKeptWithTheRun() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    StoredRun clean = StoredRun.open(fixture.run(experiment).run());
    assertThat(clean.overlaps(clean.cells().get(0))).isEmpty();
    StoredRun leaking =
        StoredRun.open(
            fixture
                .run(edited(experiment, List.of(1L), 1, Map.of(), Map.of("one-person", true)))
                .run());
    assertThat(leaking.overlaps(leaking.cells().get(0)))
        .hasSize(6)
        .contains(new SplitOverlap(Split.FORGET, Split.TEST, 1, 0));
  }

  @Test
  void aSecondRunInTheSameDirectoryIsRefused() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    try (LockFile lock = LockFile.await(new RunLayout(fixture.places.run("demo")).lock())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> fixture.run(experiment))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another run is writing here");
    }
    assertThat(fixture.run(experiment).failed()).isEmpty();
  }

  @Test
  void metricsAreScoredAgainWhenRetrainedAppears() throws Exception {
    Outcome without = fixture.run(fixture.experiment("[original, finetune]"));
    assertThat(fixture.shown()).contains("warning: no method is 'retrain'");
    Cell before = Cell.read(cell(without, "finetune", 1));
    assertThat(before.metrics().get("tow")).isNaN();
    Outcome with = fixture.run(fixture.experiment("[original, finetune, retrain]"));
    assertThat(with.done()).isEqualTo(1);
    Cell after = Cell.read(cell(with, "finetune", 1));
    assertThat(after.metrics().get("tow")).isBetween(0.0, 1.0);
    assertThat(after.metrics().get("rte")).isPositive();
    assertThat(after.metrics().get("nomus")).isEqualTo(before.metrics().get("nomus"));
  }

  @Test
  void anArtefactOutsideItsFolderFailsTheCellAndSaysWhy() throws Exception {
    Outcome outcome =
        fixture.run(fixture.experiment("[original, {method: fail, how: escape, as: escaper}]"));
    assertThat(outcome.failed())
        .singleElement()
        .asString()
        .endsWith("IllegalArgumentException: '../x' is no plain file name for an artefact");
  }

  @Test
  void keepsModelsWhereAsked() throws Exception {
    Experiment plain = fixture.experiment("[original]");
    Experiment keeping =
        new Experiment(
            plain.settings().with("keep-models", true),
            plain.seeds(),
            plain.network(),
            plain.data(),
            plain.training(),
            plain.methods());
    Path model = RunLayout.model(cell(fixture.run(plain), "original", 1));
    assertThat(model).doesNotExist();
    fixture.run(keeping);
    assertThat(model).isNotEmptyFile();
  }

  @Test
  void comparisonFindsWhatDiffers() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    Outcome a = fixture.run(experiment);
    Outcome b = fixture.run(fixture.places("-2"), experiment, false);
    Path stored = cell(a, "finetune", 1);
    Path now = cell(b, "finetune", 1);
    assertThat(CellComparison.of(stored, now)).isEmpty();

    var task = Cell.read(now).task().orElseThrow();
    var outputs = OutputsFile.read(RunLayout.outputs(now), task);
    float[] logits = outputs.get(Split.TEST).logits()[3];
    logits[2] = Math.nextUp(logits[2]);
    OutputsFile.write(RunLayout.outputs(now), outputs);
    Files.writeString(RunLayout.artefacts(now).resolve("draws.csv"), "other");
    Files.writeString(RunLayout.artefacts(now).resolve("more.txt"), "more");
    assertThat(CellComparison.of(stored, now))
        .extracting(Difference::what)
        .containsExactly("outputs.csv.gz test[3]", "artefacts/draws.csv", "artefacts/more.txt");
  }

  @Test
  void trainingLeavesItsCurveWhoeverTrained() throws Exception {
    Outcome outcome =
        fixture.run(fixture.experiment("[original, retrain, {method: finetune, lr: 0}]"));
    for (String method : List.of("original", "retrain", "finetune")) {
      Path artefacts = RunLayout.artefacts(cell(outcome, method, 1));
      TrainingCurve curve = TrainingCurve.find(artefacts).orElseThrow();
      assertThat(curve.epochs()).hasSize(method.equals("finetune") ? 2 : 3);
      TrainingCurve.Epoch first = curve.epochs().get(0);
      assertThat(first.model()).isEqualTo(method.equals("original") ? "Original" : method);
      assertThat(first.images()).isEqualTo(method.equals("original") ? 60 : 30);
      assertThat(first.accuracy()).isBetween(0.0, 1.0);
      assertThat(first.guess()).isEqualTo(1 / 3.0);
    }
  }
}
