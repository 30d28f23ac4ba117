package org.unlearnbench.cli;

import java.io.PrintWriter;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.run.HostInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line {@code unlearn}. */
@Command(
    name = "unlearn",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A reproducible benchmark harness for machine unlearning.",
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      LeaderboardCommand.class,
      VerifyCommand.class,
      ScoreCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      DataCommand.class,
      ListCommand.class,
      BenchCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn run experiments/quickstart.yaml",
      "  ./unlearn list methods",
      "  ./unlearn run --help",
      "",
      "Exit code: 0 all good; 1 a cell failed or a check found something; 2 wrong input."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** The launcher reads it, since another backend is another class path. */
  @Option(
      names = "--backend",
      scope = ScopeType.INHERIT,
      paramLabel = "cpu|cuda",
      description =
          "Where networks compute: on the processor (default), or on an NVIDIA card of compute"
              + " capability 3.7 to 8.9. UNLEARN_BACKEND sets the default.")
  void checkBackend(Backend backend) {
    if (backend != Backend.ofThisProcess()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--backend: found "
              + backend.key()
              + ", but this process was started for "
              + Backend.ofThisProcess().key()
              + "; start it with ./unlearn");
    }
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = commandLine();
    int code = commandLine.execute(arguments);
    commandLine.getOut().flush();
    System.exit(code);
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    Failures problems = new Failures();
    commandLine.setParameterExceptionHandler(problems);
    commandLine.setExecutionExceptionHandler(problems);
    Help.Ansi ansi = Terminal.isOutput() ? Help.Ansi.ON : Help.Ansi.OFF;
    commandLine.setColorScheme(Help.defaultColorScheme(ansi));
    // Examples are to be copied: where the width is not known, none of them is broken.
    commandLine.setUsageHelpWidth(Terminal.helpWidth());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().usage(err);
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"unlearnbench " + HostInfo.version()};
    }
  }
}
