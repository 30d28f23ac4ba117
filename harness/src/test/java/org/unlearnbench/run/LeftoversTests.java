package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.unlearnbench.run.RunFixture.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LockFile;
import org.unlearnbench.io.ProcessFolder;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;

/** What killed processes leave, and what becomes of it. */
class LeftoversTests {
  private static final CellId FINETUNE = new CellId("synthetic", "finetune", 1);

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  /** The name that a process which is no more would have given. */
  private static Path ofADeadProcess(Path file) throws Exception {
    Process process = new ProcessBuilder("/bin/true").start();
    process.waitFor();
    Path own = AtomicFiles.partial(file);
    String name = own.getFileName().toString();
    String pid = Long.toString(ProcessHandle.current().pid());
    Path dead = own.resolveSibling(name.replace("." + pid + "-", "." + process.pid() + "-"));
    return Files.move(own, dead);
  }

  @Test
  void filesThatDeadProcessesWereWritingAreSwept() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    Path run = fixture.run(experiment).run();
    RunLayout layout = new RunLayout(run);
    Path figures = Files.createDirectories(run.resolve("figures"));
    Path tables = Files.createDirectories(run.resolve("tables/faces"));
    Path originals = fixture.places.originals();
    Path folderOfDead = originals.resolve("x");
    List<Path> dead =
        List.of(
            ofADeadProcess(layout.plan()),
            ofADeadProcess(figures.resolve("a.svg")),
            ofADeadProcess(tables.resolve("b.csv")),
            ofADeadProcess(RunLayout.result(layout.cell(FINETUNE))),
            ofADeadProcess(folderOfDead),
            ofADeadProcess(
                Files.createDirectories(fixture.places.dataCache().resolve("d"))
                    .resolve("c.pixels")));
    Path alive = AtomicFiles.partial(figures.resolve("a.svg"));
    Path users = Files.writeString(figures.resolve("mine.partial"), "");
    fixture.run(experiment);
    assertThat(dead).noneMatch(Files::exists);
    assertThat(alive).exists();
    assertThat(users).exists();
  }

  /** Killed between setting the old cell aside and putting the new one in its place. */
  @Test
  void aCellThatWasSetAsideComesBackWithItsLog() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    Outcome outcome = fixture.run(experiment);
    Path place = cell(outcome, "finetune", 1);
    Files.writeString(RunLayout.log(place), "what was printed\n");
    Files.move(place, place.resolveSibling(".seed-1.old"));
    Files.createDirectories(place.resolveSibling(".seed-1.partial/artefacts"));
    assertThat(fixture.run(experiment).done()).isZero();
    assertThat(RunLayout.log(place)).hasContent("what was printed\n");
    assertThat(place.resolveSibling(".seed-1.partial")).doesNotExist();
  }

  /** Killed after the cell was put in its place, before its log was. */
  @Test
  void aLogGoesToTheCellThatItIsOf() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    Outcome outcome = fixture.run(experiment);
    Path place = cell(outcome, "finetune", 1);
    Files.writeString(place.resolveSibling(".seed-1.log"), "what was printed\n");
    fixture.run(experiment);
    assertThat(RunLayout.log(place)).hasContent("what was printed\n");
  }

  @Test
  void aVanishedLogIsToldOfOnce() throws Exception {
    Experiment experiment = fixture.experiment("[original, finetune]");
    Outcome first = fixture.processes().run(experiment, false);
    Path log = RunLayout.log(cell(first, "finetune", 1));
    Files.delete(log);
    assertThat(fixture.processes().run(experiment, false).done()).isZero();
    assertThat(fixture.shown()).contains("note: " + log + ": is missing; no result depends on it");
    fixture.processes().run(experiment, false);
    assertThat(fixture.shown()).doesNotContain("note: ");
  }

  @Test
  void aDeletedLockIsMadeAgainAndLetsNobodyElseIn() throws Exception {
    RunLayout layout = new RunLayout(folder.resolve("run"));
    try (RunLock lock = new RunLock(layout, () -> {})) {
      Files.delete(layout.lock());
      lock.require();
      assertThat(layout.lock()).exists();
      assertThatThrownBy(() -> new RunLock(layout, () -> {}))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another run is writing here");
      lock.require();
    }
    new RunLock(layout, () -> {}).close();
  }

  @Test
  void whoeverLosesItsLockToAnotherRunStops() throws Exception {
    RunLayout layout = new RunLayout(folder.resolve("run"));
    CountDownLatch stopped = new CountDownLatch(1);
    try (RunLock first = new RunLock(layout, stopped::countDown)) {
      // As another run would hold it: there before the first one looks.
      Path others = folder.resolve("others");
      try (LockFile other = LockFile.tryHold(others).orElseThrow()) {
        assertThat(other.isInPlace()).isTrue();
        Files.move(others, layout.lock(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(first::require).hasMessageContaining("this one stopped");
      }
    }
  }

  @Test
  void temporaryFoldersOfDeadProcessesAreRemoved() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path dead = Files.createDirectories(temporary.resolve("unlearnbench-123"));
    Files.writeString(dead.resolve(".lock"), "");
    Files.writeString(dead.resolve("job.json"), "{}");
    Path others = Files.createDirectories(temporary.resolve("others-1"));
    try (ProcessFolder own = ProcessFolder.in(temporary);
        ProcessFolder second = ProcessFolder.in(temporary)) {
      assertThat(dead).doesNotExist();
      assertThat(own.path()).exists();
      assertThat(second.path()).exists().isNotEqualTo(own.path());
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).containsExactly(others);
    }
  }

  @Test
  void aFullDiskIsNamedByThePlace() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Path file = folder.resolve("a.txt");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      try (var target = Files.newOutputStream(full)) {
                        target.write(1);
                      }
                    }))
        .hasMessage(file + ": No space left on device");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("a.txt");
    }
  }
}
