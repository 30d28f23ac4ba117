package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Outcome;
import org.unlearnbench.run.Places;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Runner;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn run}: brings an experiment's results up to date and prints the board. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs what is missing of an experiment, and prints the board.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn run experiments/quickstart.yaml",
      "  ./unlearn run experiments/quickstart.yaml --seeds 1,2,3 --methods original,retrain,aru",
      "  ./unlearn run experiments/quickstart.yaml --set training.epochs=2 --out /tmp/try",
      "  ./unlearn run experiments/quickstart.yaml --set methods.aru.mask.ratio=0.5",
      "  ./unlearn run experiments/quickstart.yaml --set eval-every=epoch"
          + " --set probes.relearn-time=true",
      "./unlearn list settings prints what a file can set."
    })
public final class RunCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private FolderOptions folders;

  @Parameters(paramLabel = "FILE.yaml", description = "The experiment.")
  private Path file;

  @Option(names = "--seeds", paramLabel = "1,2", description = "Instead of the file's seeds.")
  private String seeds;

  @Option(
      names = "--methods",
      paramLabel = "a,b",
      description = "Only these of the file's methods, or others with their defaults.")
  private String methods;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Changes one setting; the value is YAML. May be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--workers",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Worker processes side by side (default: processors / threads); fewer where memory is"
              + " short. Results do not depend on it, times do.")
  private int workers;

  @Option(names = "--fresh", description = "Runs everything again, originals included.")
  private boolean fresh;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    if (workers < 0) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(),
          "--workers: found " + workers + ", expected a whole number of at least 0");
    }
    Extensions extensions = common.extensions();
    Overrides overrides =
        new Overrides(set, Optional.ofNullable(seeds), Optional.ofNullable(methods));
    Experiment experiment = new ExperimentReader(extensions.vocabulary()).read(file, overrides);
    Places places = folders.places(common);
    RunProgress progress = Terminal.progress();
    Runner runner = Runner.local(extensions, places, progress, experiment, workers);
    Outcome outcome;
    try (OnInterrupt hook = new OnInterrupt(() -> stop(runner, progress))) {
      assert hook != null;
      outcome = runner.run(experiment, fresh);
    } catch (IOException | RuntimeException e) {
      if (runner.isStopped()) {
        return INTERRUPTED;
      }
      throw e;
    }
    if (runner.isStopped()) {
      return INTERRUPTED;
    }
    Board.print(extensions, List.of(StoredRun.open(outcome.run())), spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    outcome.failed().forEach(err::println);
    err.flush();
    return outcome.failed().isEmpty() ? 0 : Problems.FOUND_SOMETHING;
  }

  private void stop(Runner runner, RunProgress progress) {
    try {
      runner.stop();
      progress.close();
    } finally {
      System.err.println("stopped; finished cells are kept, go on with: ./unlearn " + again());
      System.err.flush();
    }
  }

  /** The arguments that go on with this run. */
  private String again() {
    List<String> arguments = new ArrayList<>();
    for (String argument : spec.commandLine().getParseResult().originalArgs()) {
      if (!argument.equals("--fresh")) {
        arguments.add(argument.matches("[\\w@%+=:,./-]+") ? argument : quoted(argument));
      }
    }
    return String.join(" ", arguments);
  }

  /** As a shell reads it. */
  private static String quoted(String argument) {
    return "'" + argument.replace("'", "'\\''") + "'";
  }
}
