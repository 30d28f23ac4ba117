package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unlearnbench.bench.BenchMain;
import org.unlearnbench.bench.BenchProcess;
import org.unlearnbench.bench.CompareTorch;
import org.unlearnbench.bench.DataPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn bench}: JMH benchmarks, and PyTorch beside them. */
@Command(
    name = "bench",
    description =
        "Times the engine with JMH; compare-torch alternates it with PyTorch, data-path alternates"
            + " training steps with and without the work on pixels.",
    footer = {
      "  ./unlearn bench train-step --size 128 --batch 64 --width 64 --threads 2",
      "  ./unlearn bench mia",
      "  ./unlearn bench compare-torch --pairs 5",
      "  ./unlearn bench data-path --size 64 --width 16"
    })
final class BenchCommand extends Subcommand {
  private static final String COMPARE = "compare-torch";
  private static final String DATA_PATH = "data-path";
  private static final int DATA_PATH_STEPS = 20;

  @Parameters(
      paramLabel = "WHAT",
      completionCandidates = Names.class,
      description = "one of: ${COMPLETION-CANDIDATES}")
  private String what;

  @Option(names = "--size", defaultValue = "128", description = "image size (${DEFAULT-VALUE})")
  private int size;

  @Option(names = "--batch", defaultValue = "64", description = "images a step (${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--width", defaultValue = "64", description = "base width (${DEFAULT-VALUE})")
  private int width;

  @Option(names = "--threads", defaultValue = "2", description = "threads (${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--steps",
      defaultValue = "0",
      description = "measured iterations; 0: the benchmark's own number")
  private int steps;

  @Option(
      names = "--pairs",
      defaultValue = "5",
      description = "compare-torch, data-path: runs of each side, alternating (${DEFAULT-VALUE})")
  private int pairs;

  @Option(
      names = "--only",
      description = "compare-torch: only settings whose line contains this text")
  private String only;

  /** Names for the help text. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      BenchMain.Suite.all().forEach(suite -> add(suite.name()));
      add(COMPARE);
      add(DATA_PATH);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--size", size, 32, 1024);
    check("--batch", batch, 2, 4096);
    check("--width", width, 1, 1024);
    check("--threads", threads, 1, 1024);
    check("--steps", steps, 0, 100_000);
    check("--pairs", pairs, 1, 1000);
    if (what.equals(COMPARE)) {
      return new CompareTorch(out(), threads, pairs, only).call();
    }
    if (what.equals(DATA_PATH)) {
      int perPart = steps == 0 ? DATA_PATH_STEPS : steps;
      return start(
          BenchProcess.of(DataPath.class, threads, texts(size, batch, width, pairs, perPart)));
    }
    if (!new Names().contains(what)) {
      String valid = String.join(", ", new Names());
      throw misuse("bench: found '" + what + "', expected one of " + valid);
    }
    System.err.println("bench " + what + ": a warm-up, then the measured iterations");
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(texts(size, batch, width, steps));
    return start(BenchProcess.of(BenchMain.class, threads, arguments));
  }

  private static List<String> texts(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Integer::toString).toList();
  }

  private int start(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    out().print(text);
    if (code != 0) {
      System.err.println("bench: the benchmark process ended with code " + code);
    }
    return code == 0 ? 0 : 1;
  }
}
