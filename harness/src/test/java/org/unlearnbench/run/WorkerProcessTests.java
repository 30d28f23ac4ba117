package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.stable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;

/** Worker processes that fail, crash, are killed, are stopped. */
@Timeout(120)
class WorkerProcessTests {
  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  @Test
  void aFailedCellDoesNotStopTheOthersAndIsTriedAgain() throws Exception {
    Experiment experiment =
        fixture.experiment(
            "[original, diverge, {method: fail, as: thrower}, {method: fail, as: chatty, how: print},"
                + " {method: fail, as: eater, how: memory},"
                + " {method: fail, as: strayed, how: nan}, {method: fail, as: crasher, how: halt},"
                + " finetune]");
    Outcome outcome = fixture.processes().run(experiment, false);
    assertThat(outcome.failed()).hasSize(5);
    assertThat(outcome.failed().get(0))
        .startsWith("synthetic/diverge/seed-1 failed: epoch ")
        .contains("the loss is");
    assertThat(outcome.failed().get(1))
        .isEqualTo(
            "synthetic/thrower/seed-1 failed: IllegalStateException: first line second line");
    assertThat(outcome.failed().get(2)).contains("eater/seed-1 failed: out of memory: ");
    assertThat(outcome.failed().get(3))
        .startsWith("synthetic/strayed/seed-1 failed: the model is unusable: 2 of ")
        .endsWith(" parameters are NaN or infinite");
    assertThat(outcome.failed().get(4))
        .isEqualTo("synthetic/crasher/seed-1 failed: the worker ended with exit code 7");
    for (String good : new String[] {"original", "chatty", "finetune"}) {
      assertThat(Cell.read(cell(outcome, good, 1)).status()).isEqualTo(Cell.Status.OK);
    }
    assertThat(Cell.read(cell(outcome, "crasher", 1)).title())
        .isEqualTo("crasher"); // what the experiment calls it
    assertThat(stable(outcome).get(2)).startsWith("demo,synthetic,diverge,1,failed,NA,NA,");
    assertThat(RunLayout.log(cell(outcome, "thrower", 1))).content().contains("second line");
    String printed = "printed by the method";
    assertThat(RunLayout.log(cell(outcome, "chatty", 1))).content().contains(printed);
    assertThat(RunLayout.log(cell(outcome, "eater", 1))).content().doesNotContain(printed);
    assertThat(fixture.shown()).contains("synthetic/crasher/seed-1: failed: the worker ended");

    Outcome again = fixture.run(experiment(experiment, "thrower"));
    assertThat(again.done()).isEqualTo(1);
    assertThat(fixture.shown()).contains("note: 1 cell failed before: tried again");
  }

  /** The experiment with Original and one other method only. */
  private static Experiment experiment(Experiment from, String label) {
    return new Experiment(
        from.settings(),
        from.seeds(),
        from.network(),
        from.data(),
        from.training(),
        from.methods().stream()
            .filter(m -> m.label().equals("original") || m.label().equals(label))
            .toList());
  }

  @Test
  void aKilledWorkerCostsOneCell() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Experiment experiment =
        fixture.experiment("[original, {method: wait, folder: meeting}, finetune]");
    Thread killer =
        new Thread(
            () -> ProcessHandle.of(awaitPid(meeting)).ifPresent(ProcessHandle::destroyForcibly));
    killer.start();
    Outcome outcome = fixture.processes().run(experiment, false);
    killer.join();
    assertThat(outcome.failed())
        .containsExactly("synthetic/wait/seed-1 failed: the worker was killed by signal 9");
    for (String good : new String[] {"original", "finetune"}) {
      assertThat(Cell.read(cell(outcome, good, 1)).status()).isEqualTo(Cell.Status.OK);
    }
    Files.writeString(meeting.resolve("go"), "");
    Outcome again = fixture.run(experiment);
    assertThat(again.done()).isEqualTo(1);
    assertThat(again.failed()).isEmpty();
  }

  @Test
  void aWorkerThatIsStoppedIsNamedEndedAndItsCellTriedOnceMore() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Experiment experiment =
        fixture.experiment("[original, {method: wait, folder: meeting}, finetune]");
    Thread stopper =
        new Thread(
            () -> {
              long first = awaitPid(meeting);
              signal("STOP", first);
              long second = first;
              while (second == first) {
                second = awaitPid(meeting);
              }
              write(meeting.resolve("go"));
            });
    stopper.start();
    Outcome outcome = fixture.processes(Duration.ofSeconds(16)).run(experiment, false);
    stopper.join();
    assertThat(outcome.failed()).isEmpty();
    String name = "synthetic/wait/seed-1: the worker has been silent for \\d+ s";
    assertThat(fixture.shown())
        .containsPattern(name + "; after 16 s it is ended\n")
        .containsPattern(name + ": ended, and tried once more\n")
        .contains("synthetic/wait/seed-1: ok in ");
    assertThat(RunLayout.log(cell(outcome, "wait", 1))).content().contains("tried once more");
  }

  @Test
  void whatAMethodPrintsIsNoMessageAndCommandsNoTerminal() throws Exception {
    Experiment experiment =
        fixture.experiment(
            "[original, {method: fail, as: spoofer, how: spoof}, finetune, {method: fail, as: last}]");
    Outcome outcome = fixture.processes().run(experiment, false);
    assertThat(outcome.failed())
        .containsExactly(
            "synthetic/last/seed-1 failed: IllegalStateException: first line second line");
    Path log = RunLayout.log(cell(outcome, "spoofer", 1));
    assertThat(log)
        .content()
        .contains("\"cell\":\"nobody\"", "\\u001b[31mred\n", "\\u009bshown")
        .doesNotContain("\u001b", "\u009b", "\r");
    assertThat(Files.readAllLines(log))
        .allMatch(l -> l.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z .*"));
  }

  @Test
  void ofALongLogTheEndsAreKept() throws Exception {
    Experiment experiment =
        fixture.experiment("[original, {method: fail, as: flood, how: flood}, finetune]");
    Outcome outcome = fixture.processes().run(experiment, false);
    assertThat(outcome.failed()).isEmpty();
    Path log = RunLayout.log(cell(outcome, "flood", 1));
    assertThat(Files.size(log)).isBetween((long) CellLogs.KEPT, 2L * CellLogs.KEPT + 100);
    assertThat(log)
        .content()
        .contains("the first line\n", "the last line\n")
        .containsPattern("\n\\[4\\d{7} bytes left out\\]\n");
    assertThat(RunLayout.log(cell(outcome, "finetune", 1))).content().doesNotContain("flood");
  }

  /** A process of its own runs the harness; the kernel ends its stopped worker with it. */
  @Test
  void aStoppedWorkerEndsWithItsKilledParent() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Path yaml = folder.resolve("x.yaml");
    Files.writeString(
        yaml,
        """
        name: demo
        threads: 1
        network: linear
        data: [{source: synthetic, image-size: 8}]
        training: {epochs: 1, batch-size: 8, lr: 0.1}
        methods: [{method: wait, folder: %s}]
        """
            .formatted(meeting));
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunlearnbench.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "org.unlearnbench.cli.Main",
                "run",
                yaml.toString(),
                "--plugins",
                folder.resolve("plugins").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.txt").toFile())
            .start();
    ProcessHandle worker = ProcessHandle.of(awaitPid(meeting)).orElseThrow();
    signal("STOP", worker.pid());
    parent.destroyForcibly().waitFor();
    worker.onExit().get(30, TimeUnit.SECONDS);
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void aStoppedRunLeavesNoHalfCellAndGoesOnLater() throws Exception {
    Path meeting = Files.createDirectories(folder.resolve("meeting"));
    Experiment experiment =
        fixture.experiment("[original, {method: wait, folder: meeting}, finetune]");
    Runner runner = fixture.processes();
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
    Outcome again = fixture.run(experiment);
    assertThat(again.done()).isEqualTo(2);
    assertThat(again.failed()).isEmpty();
    try (Stream<Path> left = Files.walk(new RunLayout(outcome.run()).cells())) {
      assertThat(left.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith("."));
    }
  }

  @Test
  void workersAndThisProcessAgreeInEveryBit() throws Exception {
    Experiment experiment = fixture.experiment("[original, retrain, finetune]");
    Outcome here = fixture.run(fixture.places("-here"), experiment, false);
    Outcome there = fixture.processes().run(experiment, false);
    assertThat(stable(there)).isEqualTo(stable(here));
    for (String method : new String[] {"original", "retrain", "finetune"}) {
      assertThat(RunLayout.outputs(cell(there, method, 1)))
          .hasSameBinaryContentAs(RunLayout.outputs(cell(here, method, 1)));
    }
    Verifier verifier =
        new Verifier(fixture.extensions, fixture.places, fixture.progress(), Duration.ofMinutes(5));
    Verifier.Findings findings = verifier.verify(there.run(), 2);
    assertThat(findings.cells())
        .containsExactly("synthetic/original/seed-1", "synthetic/retrain/seed-1");
    assertThat(findings.differences()).isEmpty();
    assertThat(findings.notes()).isEmpty();

    Path forged = cell(there, "finetune", 1);
    Cell stored = Cell.read(forged);
    Map<String, Double> better = new LinkedHashMap<>(stored.metrics());
    better.put("nomus", 0.99);
    stored.scored(stored.scored(), better).write(forged);
    assertThat(verifier.verify(there.run(), 1).differences())
        .containsExactly(
            new Verifier.Difference(
                "synthetic/finetune/seed-1",
                "result.json",
                "is not the file that provenance.json has the SHA-256 of",
                "as it was made"),
            new Verifier.Difference(
                "synthetic/finetune/seed-1",
                "result.json metrics.nomus",
                "0.99",
                String.valueOf(stored.metrics().get("nomus"))));
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
}
