package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.memory.MachineMemory;
import org.unlearnbench.run.memory.WorkerNeed;

/** What becomes of an experiment on a machine with little memory. */
class ReserveTests {
  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  private LocalExecutor executor(long availableMegabytes, int workers) throws Exception {
    Path info = folder.resolve("machine/proc/meminfo");
    Files.createDirectories(info.getParent());
    Files.writeString(info, "MemAvailable: " + availableMegabytes * 1024 + " kB\n");
    MachineMemory machine = new MachineMemory(folder.resolve("machine"));
    return new LocalExecutor(
        WorkerCommand.ofThisProcess(machine), 1, workers, machine, Duration.ZERO);
  }

  private Experiment wide() throws InputException {
    String text =
        """
        name: wide
        threads: 1
        network: {name: resnet18, width: 64}
        data: [{source: synthetic, image-size: 32}]
        methods: [original, finetune]
        """;
    return new ExperimentReader(fixture.extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  @Test
  void isRefusedBeforeAnyWorkWhereNotEvenOneWorkerFits() throws Exception {
    Runner runner =
        new Runner(fixture.extensions, fixture.places, fixture.progress(), executor(500, 2));
    assertThatThrownBy(() -> runner.run(wide(), false))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "memory: found 0.5 GB available, a worker of this experiment needs up to ")
        .hasMessageNotContaining("\n");
    RunLayout layout = new RunLayout(fixture.places.run("wide"));
    assertThat(layout.config()).doesNotExist();
    assertThat(layout.cells()).doesNotExist();
  }

  @Test
  void workersGetTheLimitsOfTheirShare() throws Exception {
    WorkerNeed need = new WorkerNeed(500, 1000);
    LocalExecutor executor = executor(4096, 4);
    assertThat(executor.reserve(need))
        .contains(
            "note: 2 of 4 workers side by side: each needs up to 1.7 GB, 4.0 GB are available");
    // 1920 MB each, 164 of them spare.
    assertThat(executor.command().process(folder, folder, 1, false).command())
        .contains("-Xmx554m", "-Dunlearnbench.max-array-megabytes=1082")
        .contains("-Dorg.bytedeco.javacpp.maxPhysicalBytes=1892m");
    assertThat(executor(1 << 20, 2).reserve(need)).isEmpty();
  }

  @Test
  void nobodyAsksForMemoryIfThereIsNothingToDo() throws Exception {
    Experiment experiment = fixture.experiment("[original]");
    fixture.run(experiment);
    new Runner(fixture.extensions, fixture.places, fixture.progress(), executor(1, 1))
        .run(experiment, false);
    assertThat(fixture.shown()).doesNotContain("memory");
  }
}
