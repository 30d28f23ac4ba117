package org.unlearnbench.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.unlearnbench.nn.Backend;

/**
 * Runs one benchmark through JMH in this process's environment, which fixes the thread count, and
 * prints medians on stdout. Started by {@code ./unlearn bench}.
 */
public final class BenchMain {
  private BenchMain() {}

  /**
   * @param args benchmark name, image size, batch, width, measured iterations (0: the benchmark's
   *     own number)
   */
  public static void main(String[] args) throws RunnerException {
    Suite suite =
        Suite.all().stream().filter(s -> s.name().equals(args[0])).findFirst().orElseThrow();
    int batch = Integer.parseInt(args[2]);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(suite.pattern())
            .shouldFailOnError(true)
            .jvmArgsAppend(jvmArguments());
    if (suite.network()) {
      options.param("size", args[1]).param("batch", args[2]).param("width", args[3]);
    }
    if (!args[4].equals("0")) {
      options.measurementIterations(Integer.parseInt(args[4]));
    }
    Collection<RunResult> results =
        new Runner(
                options.build(),
                OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
            .run();
    Statistics seconds = results.iterator().next().getPrimaryResult().getStatistics();
    double median = seconds.getPercentile(50);
    System.out.printf(Locale.ROOT, "seconds_min=%.6f%n", seconds.getMin());
    System.out.printf(Locale.ROOT, "seconds_max=%.6f%n", seconds.getMax());
    System.out.printf(Locale.ROOT, "seconds_median=%.6f%n", median);
    if (suite.network()) {
      System.out.printf(Locale.ROOT, "images_per_second=%.3f%n", batch / median);
    }
  }

  /** JMH's fork needs what this process was given to find its native libraries. */
  private static String[] jvmArguments() {
    List<String> arguments = new ArrayList<>();
    for (String name :
        List.of("org.bytedeco.javacpp.platform.extension", "unlearnbench.home", Backend.PROPERTY)) {
      if (System.getProperty(name) != null) {
        arguments.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    arguments.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    arguments.add("-Dorg.bytedeco.javacpp.maxBytes=12g");
    arguments.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=16g");
    return arguments.toArray(String[]::new);
  }

  /**
   * A benchmark by the name a user types.
   *
   * @param name kebab-case
   * @param type class of the JMH benchmark
   * @param method its method
   * @param network whether size, batch, width and threads matter
   */
  public record Suite(String name, Class<?> type, String method, boolean network) {

    /** All of them. */
    public static List<Suite> all() {
      return List.of(
          network("train-step", "trainStep"),
          network("inference", "inference"),
          network("input-gradient", "inputGradient"),
          network("both-gradients", "bothGradients"),
          part("batch-norm", "batchNorm"),
          part("augment", "augment"),
          part("mia", "membershipInference"),
          part("decode", "decode"));
    }

    private static Suite network(String name, String method) {
      return new Suite(name, NetworkBenchmarks.class, method, true);
    }

    private static Suite part(String name, String method) {
      return new Suite(name, PartBenchmarks.class, method, false);
    }

    /** JMH's pattern for this benchmark alone. */
    String pattern() {
      return "^" + type.getName().replace(".", "\\.") + "\\." + method + "$";
    }
  }
}
