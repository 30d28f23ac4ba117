package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.stable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.cell.Places;

/** Cells whose process is killed go on, and come out as if it had not been. */
@Timeout(900)
class ResumeTests {
  private static final String METHODS = "[original, retrain, {method: finetune, lr: 0.05}]";

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  /** With a state stored after every epoch, and scores after every epoch. */
  private Experiment experiment(long epochs) throws Exception {
    Experiment plain = fixture.experiment(METHODS);
    Experiment longer =
        RunFixture.edited(plain, List.of(1L), 1, Map.of("epochs", epochs), Map.of());
    return new Experiment(
        longer
            .settings()
            .with("checkpoint.epochs", 1L)
            .with("keep-models", true)
            .with("eval-every", "epoch"),
        longer.seeds(),
        longer.network(),
        longer.data(),
        longer.training(),
        longer.methods());
  }

  /** What stands for a kill in this process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void killedInEveryEpochAndYetEqual() throws Exception {
    Experiment experiment = experiment(4);
    Outcome whole = fixture.run(fixture.places("-whole"), experiment, false);
    int kills = 0;
    Outcome resumed = null;
    while (resumed == null) {
      int[] epochs = {0};
      InProcessExecutor mortal =
          new InProcessExecutor(
              phase -> {
                if (!phase.equals("start") && ++epochs[0] == 2) {
                  throw new Killed();
                }
              });
      try {
        resumed =
            new Runner(fixture.extensions, fixture.places, fixture.progress(), mortal)
                .run(experiment, false);
      } catch (Killed e) {
        kills++;
      }
    }
    // Original and Retrained have four epochs each, fine-tuning two; every attempt ends one.
    assertThat(kills).isBetween(7, 10);
    assertSame(resumed, whole);
  }

  private void assertSame(Outcome resumed, Outcome whole) throws Exception {
    assertThat(resumed.failed()).isEmpty();
    assertThat(stable(resumed)).isEqualTo(stable(whole));
    for (String method : new String[] {"original", "retrain", "finetune"}) {
      Path there = cell(whole, method, 1);
      Path here = cell(resumed, method, 1);
      assertThat(CellComparison.of(there, here)).isEmpty();
      assertThat(RunLayout.model(here)).hasSameBinaryContentAs(RunLayout.model(there));
      assertThat(Cell.read(here).costs().orElseThrow().get("unlearn"))
          .usingRecursiveComparison()
          .ignoringFields("cpuSeconds")
          .isEqualTo(Cell.read(there).costs().orElseThrow().get("unlearn"));
    }
    assertThat(checkpoints()).isEmpty();
  }

  private Map<Path, FileTime> checkpoints() throws IOException {
    Path place = fixture.places.checkpoint("x").getParent();
    Map<Path, FileTime> found = new TreeMap<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          found.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return found;
  }

  /** Kills the worker processes of this one some time after they store a state. */
  private final class Killer implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean killed;

    Killer(Map<Path, FileTime> before, long millis) {
      thread = new Thread(() -> kill(before, millis));
      thread.start();
    }

    private void kill(Map<Path, FileTime> before, long millis) {
      try {
        while (!over.get() && before.equals(known())) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        TimeUnit.MILLISECONDS.sleep(millis);
        if (!over.get()) {
          killed = true;
          ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private Map<Path, FileTime> known() {
      try {
        return checkpoints();
      } catch (IOException | java.io.UncheckedIOException movedMeanwhile) {
        return Map.of();
      }
    }

    @Override
    public void close() {
      over.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Signal 9 for all workers, at moments nobody chose. */
  @Test
  void killedByTheSystemAndYetEqual() throws Exception {
    Experiment experiment = experiment(200);
    Outcome whole = fixture.run(fixture.places("-whole"), experiment, false);
    int kills = 0;
    for (long millis : new long[] {0, 60, 400}) {
      try (Killer killer = new Killer(checkpoints(), millis)) {
        fixture.processes().run(experiment, false);
        kills += killer.killed ? 1 : 0;
      }
    }
    Outcome resumed = fixture.processes().run(experiment, false);
    assertThat(kills).isPositive();
    assertSame(resumed, whole);
  }

  @Test
  void aCellThatFailsLeavesNoState() throws Exception {
    Experiment experiment = experiment(3);
    Experiment diverging =
        RunFixture.edited(experiment, List.of(1L), 1, Map.of("lr", 1e38), Map.of());
    assertThat(fixture.run(diverging).failed()).isNotEmpty();
    assertThat(checkpoints()).isEmpty();
  }

  @Test
  void startingAfreshUsesNoState() throws Exception {
    Experiment experiment = experiment(3);
    int[] epochs = {0};
    InProcessExecutor mortal =
        new InProcessExecutor(
            phase -> {
              if (!phase.equals("start") && ++epochs[0] == 3) {
                throw new Killed();
              }
            });
    assertThatThrownBy(
            () ->
                new Runner(fixture.extensions, fixture.places, fixture.progress(), mortal)
                    .run(experiment, false))
        .isInstanceOf(Killed.class);
    assertThat(checkpoints()).hasSize(1);
    int[] trained = {0};
    InProcessExecutor counting =
        new InProcessExecutor(phase -> trained[0] += phase.equals("train original") ? 1 : 0);
    Outcome outcome =
        new Runner(fixture.extensions, fixture.places, fixture.progress(), counting)
            .run(experiment, true);
    assertThat(outcome.failed()).isEmpty();
    assertThat(trained[0]).isEqualTo(3);
  }

  private Outcome counting(String place, Experiment experiment, int... epochs) throws Exception {
    InProcessExecutor counting =
        new InProcessExecutor(phase -> epochs[0] += phase.equals("unlearn") ? 1 : 0);
    Places own = fixture.places(place);
    Places shared =
        new Places(
            own.home(),
            own.out(),
            own.dataCache(),
            folder.resolve("shared").resolve("originals"),
            own.plugins());
    return new Runner(fixture.extensions, shared, fixture.progress(), counting)
        .run(experiment, false);
  }

  @Test
  void retrainedIsTrainedOnceForAllRunsAndVerifiedByTrainingIt() throws Exception {
    Experiment experiment =
        fixture.experiment("[original, retrain, {method: retrain, as: slow, lr: 0.01}]");
    int[] epochs = {0};
    Outcome first = counting("-a", experiment, epochs);
    assertThat(epochs[0]).isEqualTo(6);
    Outcome second = counting("-b", experiment, epochs);
    assertThat(epochs[0]).isEqualTo(6);
    for (String method : new String[] {"retrain", "slow"}) {
      Path one = cell(first, method, 1);
      Path other = cell(second, method, 1);
      assertThat(CellComparison.of(one, other)).isEmpty();
      assertThat(Cell.read(other).seconds().get("unlearn"))
          .isEqualTo(Cell.read(one).seconds().get("unlearn"));
      assertThat(Cell.read(other).cost("unlearn")).isEqualTo(Cell.read(one).cost("unlearn"));
    }
    assertThat(RunLayout.outputs(cell(second, "slow", 1)))
        .satisfies(
            slow ->
                assertThat(Files.readAllBytes(slow))
                    .isNotEqualTo(
                        Files.readAllBytes(RunLayout.outputs(cell(second, "retrain", 1)))));

    Outcome scored = counting("-c", with(experiment, "eval-every", "epoch"), epochs);
    assertThat(epochs[0]).isEqualTo(12);
    assertThat(scored.failed()).isEmpty();

    // Where there is nothing to read, verify can only have trained.
    AtomicFiles.deleteFolder(folder.resolve("shared"));
    assertThat(verifier("-b").verify(second.run(), 9).differences()).isEmpty();
    assertThat(folder.resolve("shared")).doesNotExist();
  }

  private Verifier verifier(String place) {
    return new Verifier(
        fixture.extensions, fixture.places(place), fixture.progress(), Duration.ofMinutes(5));
  }

  private static Experiment with(Experiment from, String setting, Object value) {
    return new Experiment(
        from.settings().with(setting, value),
        from.seeds(),
        from.network(),
        from.data(),
        from.training(),
        from.methods());
  }

  @Test
  void whatNobodyGoesOnWithIsSweptAfterAMonth() throws Exception {
    Path old = Files.createDirectories(fixture.places.checkpoint("old"));
    Path recent = Files.createDirectories(fixture.places.checkpoint("recent"));
    Files.writeString(old.resolve("section-1.state"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(31, ChronoUnit.DAYS)));
    Files.setLastModifiedTime(recent, FileTime.from(Instant.now().minus(29, ChronoUnit.DAYS)));
    fixture.run(fixture.experiment("[original]"));
    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }
}
