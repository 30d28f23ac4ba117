package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.run.fakes.FakePlugin;

/** The command in a process of its own, as a user starts it. */
@Timeout(120)
class RunCommandTests {
  @TempDir Path folder;
  private Path stdout;
  private Path stderr;

  @BeforeEach
  void prepare() throws Exception {
    FakePlugin.write(folder.resolve("plugins"));
    stdout = folder.resolve("stdout");
    stderr = folder.resolve("stderr");
  }

  private Process start(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunlearnbench.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                folder.resolve("x.yaml").toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(stdout.toFile())
        .redirectError(stderr.toFile())
        .redirectInput(new File("/dev/null"))
        .start();
  }

  private void write(String methods) throws Exception {
    Files.writeString(
        folder.resolve("x.yaml"),
        """
        threads: 1
        network: linear
        data: [{source: synthetic, image-size: 8}]
        training: {epochs: 2, batch-size: 8, lr: 0.1}
        methods: %s
        """
            .formatted(methods));
  }

  @Test
  void aFailedCellIsExitCodeOneAndTheOthersAreThere() throws Exception {
    write("[original, diverge, retrain]");
    assertThat(start().waitFor()).isEqualTo(1);
    assertThat(stderr)
        .content()
        .contains("synthetic/diverge/seed-1 failed: epoch ")
        .contains("synthetic/retrain/seed-1: ok in ")
        .contains("[3/3] ")
        .doesNotContain("\tat ");
    Path runs = folder.resolve("results/runs/x/runs.csv");
    assertThat(stdout).hasContent("results: " + runs + "\n");
    assertThat(Files.readAllLines(runs))
        .anyMatch(line -> line.startsWith("x,synthetic,diverge,1,failed,NA"))
        .anyMatch(line -> line.startsWith("x,synthetic,retrain,1,ok,"));
  }

  @Test
  void anInterruptLeavesARunThatGoesOn() throws Exception {
    write("[original, {method: wait, folder: .}]");
    Process process = start("--fresh", "--set", "training.schedule.milestones=[0.25, 0.5]");
    Path pid = folder.resolve("worker.pid");
    while (!Files.exists(pid)) {
      assertThat(process.isAlive()).as(Files.readString(stderr)).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    ProcessHandle worker = ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
    int exitCode = interrupt(process);
    assertThat(process.waitFor()).isEqualTo(exitCode);
    worker.onExit().get(10, TimeUnit.SECONDS);
    List<String> lines = Files.readAllLines(stderr);
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "stopped; finished cells are kept, go on with: ./unlearn run "
                + folder.resolve("x.yaml")
                + " --set 'training.schedule.milestones=[0.25, 0.5]'");
    assertThat(folder.resolve("results/runs/x/cells/synthetic/wait/seed-1")).doesNotExist();

    Files.writeString(folder.resolve("go"), "");
    Files.delete(pid);
    assertThat(start("--set", "training.schedule.milestones=[0.25, 0.5]").waitFor()).isZero();
    assertThat(stderr).content().contains("cells to make: 1, originals to train first: 0");
  }

  /**
   * What Ctrl-C sends; where the shell that started all this made its children deaf to it, TERM.
   */
  private static int interrupt(Process process) throws Exception {
    String ignored =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElseThrow();
    boolean deaf = (Long.parseUnsignedLong(ignored, 16) & 1 << 1) != 0;
    String signal = deaf ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    return deaf ? 128 + 15 : 128 + 2;
  }
}
