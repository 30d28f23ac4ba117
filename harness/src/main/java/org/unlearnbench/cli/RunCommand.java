package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Runner;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn run}: brings an experiment's results up to date and prints the board. */
@Command(
    name = "run",
    description = "Runs what is missing of an experiment, and prints the board.",
    footer = {
      "  ./unlearn run experiments/quickstart.yaml",
      "  ./unlearn run experiments/quickstart.yaml --seeds 1,2,3 --methods original,retrain,aru",
      "  ./unlearn run experiments/quickstart.yaml --set training.epochs=2 --out /tmp/try",
      "  ./unlearn run experiments/quickstart.yaml --set methods.aru.mask.ratio=0.5",
      "  ./unlearn run experiments/quickstart.yaml --set eval-every=epoch"
          + " --set probes.relearn-time=true",
      "./unlearn list settings prints what a file can set."
    })
final class RunCommand extends Subcommand {
  private static final int INTERRUPTED = 130;

  @Mixin private Plugins plugins;
  @Mixin private Settings settings;
  @Mixin private Folders folders;
  @Mixin private Workers watched;

  @Parameters(paramLabel = "FILE.yaml", description = "The experiment.")
  private Path file;

  @Option(
      names = "--seeds",
      paramLabel = "1,2",
      description = "Instead of the file's seeds; each in 0.." + Experiment.MAX_SEED + ".")
  private String seeds;

  @Option(
      names = "--methods",
      paramLabel = "a,b",
      description = "Only these of the file's methods, or others with their defaults.")
  private String methods;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Worker processes side by side (default: processors / threads); fewer where memory is"
              + " short. Results do not depend on it; boards show wall times of cells made with 1 alone.")
  private Integer workers;

  @Option(names = "--fresh", description = "Runs everything again, originals included.")
  private boolean fresh;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--workers", workers, 1, Integer.MAX_VALUE);
    Extensions extensions = plugins.load();
    Places places = folders.places(plugins);
    Experiment experiment = read(extensions, places);
    RunProgress progress = Terminal.progress();
    int most = workers == null ? 0 : workers;
    Runner runner =
        Runner.local(extensions, places, progress, experiment, most, watched.timeout(this));
    Thread onInterrupt = new Thread(() -> stop(runner, progress), "on-interrupt");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Outcome outcome;
    try {
      outcome = runner.run(experiment, fresh);
    } catch (IOException | RuntimeException e) {
      if (runner.isStopped()) {
        return INTERRUPTED;
      }
      throw e;
    } finally {
      callOff(onInterrupt);
    }
    if (runner.isStopped()) {
      return INTERRUPTED;
    }
    printBoard(extensions, List.of(outcome.results()));
    tell(outcome.failed());
    return outcome.failed().isEmpty() ? 0 : Failures.FOUND_SOMETHING;
  }

  /** Where the file does not say what jar brought a name, the run it has made may. */
  private Experiment read(Extensions extensions, Places places) throws InputException {
    try {
      return settings.read(file, extensions, seeds, methods);
    } catch (InputException e) {
      String name = ExperimentReader.nameOf(file);
      throw ExperimentReader.explained(e, new RunLayout(places.run(name)).config());
    }
  }

  private static void callOff(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // then the hook is what is running
    }
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
    for (String argument : arguments()) {
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
