package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.unlearnbench.bench.BenchMain;
import org.unlearnbench.bench.BenchProcess;
import org.unlearnbench.bench.CompareTorch;
import org.unlearnbench.bench.DataPath;
import org.unlearnbench.bench.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn bench}: JMH benchmarks, and PyTorch beside them. */
@Command(
    name = "bench",
    description =
        "Times the engine with JMH; compare-torch alternates it with PyTorch, data-path alternates"
            + " training steps with and without the work on pixels.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn bench train-step --size 128 --batch 64 --width 64 --threads 2",
      "  ./unlearn bench mia",
      "  ./unlearn bench compare-torch --pairs 5",
      "  ./unlearn bench data-path --size 64 --width 16"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String COMPARE = "compare-torch";
  private static final String DATA_PATH = "data-path";
  private static final int DATA_PATH_STEPS = 20;

  @Spec private CommandSpec spec;

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
      Suite.all().forEach(suite -> add(suite.name()));
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
      return new CompareTorch(spec.commandLine().getOut(), threads, pairs, only).call();
    }
    if (what.equals(DATA_PATH)) {
      int perPart = steps == 0 ? DATA_PATH_STEPS : steps;
      return start(
          BenchProcess.of(DataPath.class, threads, texts(size, batch, width, pairs, perPart)));
    }
    if (!new Names().contains(what)) {
      throw new ParameterException(
          spec.commandLine(),
          "bench: found '" + what + "', expected one of " + String.join(", ", new Names()));
    }
    System.err.println("bench " + what + ": a warm-up, then the measured iterations");
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(texts(size, batch, width, steps));
    return start(BenchProcess.of(BenchMain.class, threads, arguments));
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": found " + value + ", expected a whole number from " + min + " to " + max);
    }
  }

  private static List<String> texts(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Integer::toString).toList();
  }

  private int start(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    if (code != 0) {
      System.err.println("bench: the benchmark process ended with code " + code);
    }
    return code == 0 ? 0 : 1;
  }
}
