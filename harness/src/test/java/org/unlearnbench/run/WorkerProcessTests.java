package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.stable;

import java.nio.file.Files;
import java.nio.file.Path;
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
    Verifier verifier = new Verifier(fixture.extensions, fixture.places, fixture.progress());
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
                "result.json metrics.nomus",
                "0.99",
                String.valueOf(stored.metrics().get("nomus"))));
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
