package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataException;
import org.unlearnbench.result.CellResult;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredCell;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.fakes.FakePlugin;

/** Real worker processes on a fake network, fake data and fake methods. */
@Timeout(120)
class RunnerTests {
  @TempDir Path folder;

  private Places places;
  private Extensions extensions;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void makePlugin() throws Exception {
    Path plugins = FakePlugin.write(folder.resolve("plugins"));
    places = places("");
    extensions = Extensions.load(List.of(plugins));
  }

  private Places places(String suffix) {
    return Places.of(
        folder,
        folder.resolve("runs" + suffix),
        folder.resolve("cache" + suffix),
        List.of(folder.resolve("plugins")));
  }

  private Experiment experiment(String methods, String more) throws ConfigException {
    String text =
        """
        name: demo
        threads: 1
        network: linear
        data: [{source: synthetic, image-size: 8}]
        training: {epochs: 3, batch-size: 8, lr: 0.1, schedule: {type: constant}}
        methods: %s
        %s
        """
            .formatted(methods, more);
    return new ExperimentReader(extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  /** The same experiment with other threads, or other settings of its data set. */
  private static Experiment edited(Experiment from, int threads, Map<String, Object> data) {
    Component source = from.data().get(0);
    ParameterValues values = source.values();
    for (Map.Entry<String, Object> entry : data.entrySet()) {
      values = values.with(entry.getKey(), entry.getValue());
    }
    return new Experiment(
        from.name(),
        from.description(),
        from.seeds(),
        threads,
        from.network(),
        List.of(new Component(source.name(), source.label(), values)),
        from.training(),
        from.methods(),
        from.ranking(),
        from.keepModels());
  }

  private Outcome run(Places where, Experiment experiment, boolean fresh) throws Exception {
    shown.reset();
    RunProgress progress = new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8));
    return runner(where, progress, experiment).run(experiment, fresh);
  }

  private Runner runner(Places where, RunProgress progress, Experiment experiment) {
    WorkerCommand own = WorkerCommand.ofThisProcess();
    MemoryLimits small = new MemoryLimits(128, 256, 2048);
    WorkerCommand command = new WorkerCommand(own.classPath(), own.nativeExtension(), small);
    return new Runner(
        extensions, where, progress, new LocalExecutor(command, experiment.threads()));
  }

  private Outcome run(Experiment experiment) throws Exception {
    return run(places, experiment, false);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private Path cell(Outcome outcome, String method, long seed) {
    return new RunLayout(outcome.run()).cell("synthetic", method, seed);
  }

  /** runs.csv without its time columns. */
  private static List<String> stable(Outcome outcome) throws Exception {
    List<String> lines = Files.readAllLines(new RunLayout(outcome.run()).runs());
    List<String> header = List.of(lines.get(0).split(","));
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      String[] values = line.split(",");
      List<String> row = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        if (!header.get(i).endsWith("_seconds") && !header.get(i).equals("rte")) {
          row.add(values[i]);
        }
      }
      kept.add(String.join(",", row));
    }
    return kept;
  }

  private static Map<Path, FileTime> times(Path root) throws Exception {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void makesAllCellsAndDoesNothingTheSecondTime() throws Exception {
    Experiment experiment = experiment("[retrain, original, finetune]", "seeds: [1, 2]");
    Outcome outcome = run(experiment);
    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.done()).isEqualTo(6);
    RunLayout layout = new RunLayout(outcome.run());
    List<String> runs = Files.readAllLines(layout.runs());
    assertThat(runs.get(0)).startsWith("experiment,dataset,method,seed,status,test_accuracy,");
    assertThat(runs).hasSize(7);
    assertThat(runs.get(1)).startsWith("demo,synthetic,original,1,ok,");
    assertThat(runs.get(3)).startsWith("demo,synthetic,retrain,1,ok,");
    assertThat(runs.subList(1, 7)).doesNotContain("failed");
    for (Path file : List.of(layout.config(), layout.plan(), layout.provenance())) {
      assertThat(file).isNotEmptyFile();
    }
    Path finetune = cell(outcome, "finetune", 2);
    assertThat(RunLayout.outputs(finetune)).isNotEmptyFile();
    assertThat(RunLayout.log(finetune)).exists();
    assertThat(RunLayout.artefacts(finetune).resolve("draws.csv")).content().startsWith("draw\n0.");

    StoredRun run = StoredRun.open(outcome.run());
    CellResult retrain = run.cells().get(2);
    CellResult original = run.cells().get(0);
    assertThat(retrain.metrics().get("tow")).isEqualTo(1.0);
    assertThat(retrain.metrics().get("rte")).isEqualTo(1.0);
    assertThat(original.metrics().get("rte")).isNaN();
    assertThat(original.seconds()).containsKeys("train", "load", "unlearn", "evaluate");
    assertThat(original.metrics().get("retain_accuracy")).isGreaterThan(0.5);
    assertThat(run.cards().get("finetune").title()).isEqualTo("Fake finetune");

    Map<Path, FileTime> before = times(folder);
    Outcome again = run(experiment);
    assertThat(again.done()).isZero();
    assertThat(times(folder)).isEqualTo(before);
  }

  @Test
  void aRerunFromNothingIsBitEqual() throws Exception {
    Experiment experiment = experiment("[original, retrain, finetune]", "seeds: [1]");
    Outcome first = run(experiment);
    Outcome second = run(places("-2"), experiment, false);
    Outcome third = run(places, experiment, true);
    assertThat(third.done()).isEqualTo(3);
    for (Outcome other : List.of(second, third)) {
      assertThat(stable(other)).isEqualTo(stable(first));
      for (String method : List.of("original", "retrain", "finetune")) {
        assertThat(RunLayout.outputs(cell(other, method, 1)))
            .hasSameBinaryContentAs(RunLayout.outputs(cell(first, method, 1)));
      }
    }
    assertThat(stable(run(places("-3"), experiment("[original]", "seeds: [2]"), false)).get(1))
        .isNotEqualTo(stable(first).get(1).replace(",1,ok", ",2,ok"));
  }

  @Test
  void aFailedCellDoesNotStopTheOthersAndIsTriedAgain() throws Exception {
    Experiment experiment =
        experiment(
            "[original, diverge, {method: fail, as: thrower}, {method: fail, as: crasher, how: halt},"
                + " {method: fail, as: eater, how: memory}, finetune]",
            "");
    Outcome outcome = run(experiment);
    assertThat(outcome.failed()).hasSize(4);
    assertThat(outcome.failed().get(0))
        .startsWith("synthetic/diverge/seed-1 failed: epoch ")
        .contains("the loss is");
    assertThat(outcome.failed().get(1))
        .isEqualTo(
            "synthetic/thrower/seed-1 failed: IllegalStateException: first line second line");
    assertThat(outcome.failed().get(2))
        .isEqualTo("synthetic/crasher/seed-1 failed: the worker ended with exit code 7");
    assertThat(outcome.failed().get(3)).contains("eater/seed-1 failed: out of memory: ");
    assertThat(StoredCell.read(cell(outcome, "finetune", 1)).result().status())
        .isEqualTo(CellResult.Status.OK);
    assertThat(RunLayout.log(cell(outcome, "thrower", 1))).content().contains("second line");
    List<String> runs = stable(outcome);
    assertThat(runs.get(2)).startsWith("demo,synthetic,diverge,1,failed,NA,NA,");
    assertThat(shown()).contains("synthetic/crasher/seed-1: failed: the worker ended");

    Outcome again = run(experiment);
    assertThat(again.done()).isEqualTo(4);
    assertThat(shown()).contains("note: 4 cells failed before: tried again");
  }

  @Test
  void whatAMethodPrintsIsInItsLog() throws Exception {
    Outcome outcome = run(experiment("[{method: fail, as: chatty, how: print}, original]", ""));
    assertThat(outcome.failed()).isEmpty();
    assertThat(RunLayout.log(cell(outcome, "chatty", 1)))
        .content()
        .contains("printed by the method");
    assertThat(RunLayout.log(cell(outcome, "original", 1)))
        .content()
        .doesNotContain("printed by the method");
    assertThat(shown())
        .contains("warning: no method is 'retrain'")
        .doesNotContain("no method is 'original'");
  }

  @Test
  void anOriginalThatDivergesFailsTheCellsThatNeedIt() throws Exception {
    Experiment experiment = experiment("[original, finetune, retrain]", "");
    Experiment diverging =
        new Experiment(
            "demo",
            "",
            experiment.seeds(),
            1,
            experiment.network(),
            experiment.data(),
            experiment.training().with("lr", 1e38).with("epochs", 50L),
            experiment.methods(),
            "nomus",
            false);
    Outcome outcome = run(diverging);
    assertThat(outcome.failed()).hasSize(3);
    assertThat(outcome.failed().get(0)).contains("failed: training Original, epoch ");
    assertThat(outcome.failed().get(2)).contains("retrain/seed-1 failed: epoch ");
    assertThat(folder.resolve("cache/originals")).doesNotExist();
  }

  @Test
  void originalIsTrainedOnceAndReused() throws Exception {
    run(experiment("[original]", ""));
    Map<Path, FileTime> before = times(folder.resolve("cache/originals"));
    assertThat(before).hasSize(2);
    Outcome outcome = run(experiment("[original, finetune]", ""));
    assertThat(outcome.done()).isEqualTo(1);
    assertThat(times(folder.resolve("cache/originals"))).isEqualTo(before);
    assertThat(shown()).contains("1 cells to do, 0 originals to train");
  }

  @Test
  void aDamagedOriginalIsTrainedAgain() throws Exception {
    Outcome first = run(experiment("[original]", ""));
    List<String> expected = stable(first);
    Path weights;
    try (Stream<Path> files = Files.walk(folder.resolve("cache/originals"))) {
      weights = files.filter(f -> f.endsWith("model.safetensors")).findFirst().orElseThrow();
    }
    Files.writeString(weights, "damaged");
    Files.delete(RunLayout.result(cell(first, "original", 1)));
    Outcome second = run(experiment("[original]", ""));
    assertThat(stable(second)).isEqualTo(expected);
    assertThat(RunLayout.log(cell(second, "original", 1)))
        .content()
        .contains("the stored original is damaged");
  }

  @Test
  void aChangedConfigurationNeverReusesResults() throws Exception {
    run(experiment("[original, finetune]", ""));
    Outcome changed = run(experiment("[original, {method: finetune, lr: 0.02}]", ""));
    assertThat(changed.done()).isEqualTo(1);
    assertThat(shown()).contains("1 cell made from another configuration, data or code");
    assertThat(run(edited(experiment("[original]", ""), 2, Map.of())).done()).isEqualTo(1);
    Outcome otherData = run(edited(experiment("[original]", ""), 1, Map.of("variant", 2L)));
    assertThat(otherData.done()).isEqualTo(1);
  }

  @Test
  void aKilledWorkerCostsOneCell() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Experiment experiment = experiment("[original, {method: wait, folder: meeting}, finetune]", "");
    Thread killer =
        new Thread(
            () -> {
              long pid = awaitPid(meeting);
              ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            });
    killer.start();
    Outcome outcome = run(experiment);
    killer.join();
    assertThat(outcome.failed())
        .containsExactly("synthetic/wait/seed-1 failed: the worker was killed by signal 9");
    assertThat(StoredCell.read(cell(outcome, "original", 1)).result().status())
        .isEqualTo(CellResult.Status.OK);
    assertThat(StoredCell.read(cell(outcome, "finetune", 1)).result().status())
        .isEqualTo(CellResult.Status.OK);

    Files.writeString(meeting.resolve("go"), "");
    Files.delete(meeting.resolve("worker.pid"));
    Outcome again = run(experiment);
    assertThat(again.done()).isEqualTo(1);
    assertThat(again.failed()).isEmpty();
  }

  @Test
  void aStoppedRunLeavesNoHalfCellAndGoesOnLater() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Experiment experiment = experiment("[original, {method: wait, folder: meeting}, finetune]", "");
    Runner runner =
        runner(
            places,
            new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8)),
            experiment);
    Thread stopper =
        new Thread(
            () -> {
              awaitPid(meeting);
              runner.stop();
            });
    stopper.start();
    Outcome outcome = runner.run(experiment, false);
    stopper.join();
    long pid = Long.parseLong(Files.readString(meeting.resolve("worker.pid")));
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(outcome.failed()).isEmpty();
    assertThat(RunLayout.result(cell(outcome, "original", 1))).exists();
    assertThat(cell(outcome, "wait", 1)).doesNotExist();
    assertThat(cell(outcome, "finetune", 1)).doesNotExist();
    assertThat(new RunLayout(outcome.run()).provenance()).doesNotExist();

    Files.writeString(meeting.resolve("go"), "");
    Files.delete(meeting.resolve("worker.pid"));
    Outcome again = run(experiment);
    assertThat(again.done()).isEqualTo(2);
    assertThat(again.failed()).isEmpty();
    try (Stream<Path> left = Files.walk(new RunLayout(outcome.run()).cells())) {
      assertThat(left.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith("."));
    }
  }

  private static long awaitPid(Path meeting) {
    Path file = meeting.resolve("worker.pid");
    try {
      while (!Files.exists(file)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return Long.parseLong(Files.readString(file));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void badDataIsFoundBeforeAnythingRuns() throws Exception {
    Experiment broken = edited(experiment("[original]", ""), 1, Map.of("broken", true));
    assertThatThrownBy(() -> run(broken))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("labels.csv:3: found 39 values, expected 40");
    Experiment empty = edited(experiment("[original]", ""), 1, Map.of("forget-nothing", true));
    assertThatThrownBy(() -> run(empty))
        .isInstanceOf(DataException.class)
        .hasMessage("data set 'synthetic': the split forget is empty, expected at least one image");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aSecondRunInTheSameDirectoryIsRefused() throws Exception {
    Experiment experiment = experiment("[original]", "");
    Path root = places.run("demo");
    try (RunLock lock = RunLock.on(root)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> run(experiment))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another run is writing here");
    }
    assertThat(run(experiment).failed()).isEmpty();
  }
}
