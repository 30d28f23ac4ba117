package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.PrintableOutput;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands have in common: where they print, how they check, and options several share. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
abstract class Subcommand implements Callable<Integer> {
  private static final String HOME = "unlearnbench.home";

  @Spec private CommandSpec spec;

  /** For results alone; {@link Main} flushes it. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Lines for standard error, after what was printed so far. */
  final void tell(Iterable<String> lines) {
    out().flush();
    PrintWriter err = spec.commandLine().getErr();
    lines.forEach(line -> err.println(PrintableOutput.line(line)));
    err.flush();
  }

  /** The arguments the user typed. */
  final List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  /** A mistake in the use of this command. */
  final ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Refuses an option outside a range; one that was not given is null. */
  final void check(String option, Number given, long least, long most) {
    if (given != null && (given.longValue() < least || given.longValue() > most)) {
      String expected =
          most == Integer.MAX_VALUE ? "an integer of at least " + least : least + ".." + most;
      throw misuse(option + ": found " + given + ", expected " + expected);
    }
  }

  /** Prints the board of some runs. */
  final void printBoard(Extensions extensions, List<RunDirectory> runs) throws IOException {
    if (runs.stream().allMatch(run -> run.cells().isEmpty())) {
      return;
    }
    tell(ClassOrder.ofPredictions(runs));
    for (Publisher publisher : extensions.publishers()) {
      out().print(publisher.board(runs, Terminal.outputWidth()));
    }
    for (RunDirectory run : runs) {
      out().print("results: " + new RunLayout(run.path()).runs() + "\n");
    }
  }

  /** The project's folder: set by the launcher, else the working directory. */
  static Path home() {
    return Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize();
  }

  private static Path orInProject(Path given, String standard) {
    return given == null ? home().resolve(standard) : given.toAbsolutePath().normalize();
  }

  /** Where decoded images and trained originals are kept. */
  static Path cache(Path given) {
    return orInProject(given, "results/cache");
  }

  /** Option of every command that uses plug-ins. */
  static final class Plugins {
    @Option(
        names = "--plugins",
        paramLabel = "DIR",
        description = "Folder with plug-in jars, besides the project's plugins/.")
    private List<Path> given = new ArrayList<>();

    /** The project's {@code plugins}, if there, then the ones given. */
    List<Path> folders() {
      List<Path> folders = new ArrayList<>();
      Path own = home().resolve("plugins");
      if (Files.isDirectory(own)) {
        folders.add(own);
      }
      given.stream()
          .map(folder -> folder.toAbsolutePath().normalize())
          .filter(folder -> !folder.equals(own))
          .distinct()
          .forEach(folders::add);
      return folders;
    }

    Extensions load() throws InputException {
      return Extensions.load(folders());
    }
  }

  /** Option of every command that has workers. */
  static final class Workers {
    @Option(
        names = "--worker-timeout",
        defaultValue = "300",
        paramLabel = "SECONDS",
        description =
            "How long a worker process may give no sign of life (stopped, or waiting for what does"
                + " not come) until it is ended and its cell tried once more; 0: for ever. A cell"
                + " that takes long is let be. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    Duration timeout(Subcommand command) {
      command.check("--worker-timeout", seconds, 0, Integer.MAX_VALUE);
      return Duration.ofSeconds(seconds);
    }
  }

  /** Where a command that makes a run writes. */
  static final class Folders {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Where the run directory is made (default: results/runs of the project).")
    private Path out;

    @Option(
        names = "--cache",
        paramLabel = "DIR",
        description = "Decoded images and trained originals (default: results/cache).")
    private Path cache;

    Places places(Plugins plugins) {
      return Places.of(home(), orInProject(out, "results/runs"), cache(cache), plugins.folders());
    }
  }

  /** Option of every command that reads an experiment. */
  static final class Settings {
    @Option(
        names = "--set",
        paramLabel = "path=value",
        description = "Changes one setting; the value is YAML. May be repeated.")
    private List<String> set = new ArrayList<>();

    Experiment read(Path file, Extensions extensions) throws InputException {
      return read(file, extensions, null, null);
    }

    /**
     * The experiment with these changes.
     *
     * @param seeds instead of the file's, or null
     * @param methods instead of the file's, or null
     */
    Experiment read(Path file, Extensions extensions, String seeds, String methods)
        throws InputException {
      Overrides overrides =
          new Overrides(set, Optional.ofNullable(seeds), Optional.ofNullable(methods));
      return new ExperimentReader(extensions.vocabulary()).read(file, overrides);
    }
  }
}
