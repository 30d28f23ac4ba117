package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.cli.Main;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.run.fakes.FakePlugin;

/**
 * The program as a process of its own, killed at random moments ({@code -Dkills}), and over many
 * cells ({@code -Dsoak.cells}); the {@code nightly} profile does more of both.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CampaignTests {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final int SOAK_CELLS = Integer.getInteger("soak.cells", 0);

  @TempDir Path folder;

  @BeforeEach
  void plugIn() throws IOException {
    FakePlugin.write(folder.resolve("plugins"));
  }

  private Path experiment(String seeds, String methods) throws IOException {
    return Files.writeString(
        folder.resolve("x.yaml"),
        """
        name: demo
        threads: 1
        seeds: %s
        network: linear
        data: [{source: synthetic, image-size: 8}]
        training: {epochs: 3, batch-size: 8, lr: 0.1}
        methods: %s
        """
            .formatted(seeds, methods));
  }

  private Process start(Path experiment, String place) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dunlearnbench.home=" + folder,
                "-D" + NativePlatform.PROPERTY + "=" + System.getProperty(NativePlatform.PROPERTY),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                experiment.toString()));
    command.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
    command.addAll(List.of("--out", folder.resolve("runs" + place).toString()));
    command.addAll(List.of("--cache", folder.resolve("cache" + place).toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return builder.redirectOutput(folder.resolve("log" + place).toFile()).start();
  }

  /** What must be the same however often a run was killed. */
  private Map<String, String> results(String place) throws IOException {
    Path run = folder.resolve("runs" + place).resolve("demo");
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        hashes.put(name, name.endsWith("outputs.csv.gz") ? Sha256.ofFile(file) : "");
      }
    }
    return hashes;
  }

  private String log(String place) throws IOException {
    return Files.readString(folder.resolve("log" + place));
  }

  @Test
  void killedAtAnyMomentARunEndsAsIfNothingHadHappened() throws Exception {
    Path experiment = experiment("[1, 2]", "[original, retrain, finetune]");
    long begin = System.nanoTime();
    assertThat(start(experiment, "-whole").waitFor()).as(log("-whole")).isZero();
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    SplittableRandom random = new SplittableRandom(14);
    int finished = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = start(experiment, "-killed");
      if (process.waitFor(random.nextLong(whole / 10, whole), TimeUnit.MILLISECONDS)) {
        finished++;
        assertThat(process.exitValue()).as(log("-killed")).isZero();
      }
      List<ProcessHandle> workers = process.descendants().toList();
      process.destroyForcibly().waitFor();
      if (i % 2 == 0) {
        workers.forEach(ProcessHandle::destroyForcibly); // else they end with their parent
      }
    }
    assertThat(start(experiment, "-killed").waitFor()).as(log("-killed")).isZero();
    assertThat(results("-killed")).isEqualTo(results("-whole"));
    try (Stream<Path> files = Files.walk(folder.resolve("cache-killed"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("partial") || name.contains("tmp-"));
    }
    System.out.printf("%d kills, %d of them after the end: 0 differences%n", KILLS, finished);
  }

  /** Memory, open files and threads of the parent while the cells pass by. */
  private record Load(long kilobytes, long files, long threads) {
    static Load of(Process process) throws IOException {
      Path about = Path.of("/proc", Long.toString(process.pid()));
      String status = Files.readString(about.resolve("status"));
      try (Stream<Path> files = Files.list(about.resolve("fd"))) {
        return new Load(number(status, "VmRSS:"), files.count(), number(status, "Threads:"));
      }
    }

    private static long number(String status, String key) {
      return status
          .lines()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void theParentStaysSteadyOverManyCells() throws Exception {
    assumeTrue(SOAK_CELLS > 0, "-Dsoak.cells");
    List<String> methods = new ArrayList<>(List.of("original", "retrain"));
    for (int i = 2; i < 10; i++) {
      methods.add("{method: finetune, as: f%d, lr: 0.0%d}".formatted(i, i));
    }
    List<String> seeds = new ArrayList<>();
    for (int seed = 1; seed <= SOAK_CELLS / methods.size(); seed++) {
      seeds.add(Integer.toString(seed));
    }
    Process process = start(experiment(seeds.toString(), methods.toString()), "-soak");
    List<Load> loads = new ArrayList<>();
    while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
      try {
        loads.add(Load.of(process));
      } catch (IOException e) {
        break; // it has just ended
      }
    }
    assertThat(process.waitFor()).as(log("-soak")).isZero();
    // The first quarter loads classes; from there on the worst must not move.
    List<Load> early = loads.subList(loads.size() / 4, loads.size() / 2);
    List<Load> late = loads.subList(loads.size() / 2, loads.size() - loads.size() / 20);
    for (var about : List.<ToLongFunction<Load>>of(Load::files, Load::threads)) {
      long before = early.stream().mapToLong(about).max().orElseThrow();
      assertThat(late.stream().mapToLong(about).max().orElseThrow())
          .isLessThanOrEqualTo(before + 4);
    }
    long before = early.stream().mapToLong(Load::kilobytes).max().orElseThrow();
    long after = late.stream().mapToLong(Load::kilobytes).max().orElseThrow();
    assertThat(after).isLessThanOrEqualTo(before + before / 4);
    System.out.printf(
        "%d cells: %d MB and then %d MB, %s%n",
        SOAK_CELLS, before >> 10, after >> 10, late.get(late.size() - 1));
  }
}
