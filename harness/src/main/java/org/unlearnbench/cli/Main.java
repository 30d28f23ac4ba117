package org.unlearnbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.unlearnbench.io.PrintableOutput;
import org.unlearnbench.io.ProcessFolder;
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
      PublishedCommand.class,
      VerifyCommand.class,
      ScoreCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      PackCommand.class,
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
      "Exit code: 0 all good; 1 a cell failed or a check found something; 2 wrong input; 74 the",
      "results could not be written to standard output."
    })
public final class Main implements Runnable {
  /** As sysexits.h has it for input and output. */
  private static final int OUTPUT_FAILED = 74;

  private static final int TRIES = 20;
  private static final String TEMPORARY = "java.io.tmpdir";

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
    OutputStream standardError = new FileOutputStream(FileDescriptor.err);
    System.setErr(
        new PrintStream(new PrintableOutput(standardError), true, StandardCharsets.UTF_8));
    System.setOut(System.err); // what a plug-in prints is no result
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> System.err.println("unlearn: in the background: " + e));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    ownTemporaryFolder();
    Optional<String> missing = Surroundings.missing(Runtime.getRuntime().maxMemory(), temporary);
    if (missing.isPresent()) {
      System.err.println("unlearn: " + missing.get());
      System.exit(Failures.WRONG_INPUT);
    }
    CommandLine commandLine = commandLine();
    try (Output output = new Output(new FileOutputStream(FileDescriptor.out))) {
      System.exit(execute(commandLine, output, arguments));
    }
  }

  /** What this process and its workers put into the system's temporary folder goes with them. */
  private static void ownTemporaryFolder() {
    try {
      ProcessFolder folder = ProcessFolder.in(Path.of(System.getProperty(TEMPORARY)));
      System.setProperty(TEMPORARY, folder.path().toString());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "temporary-folder"));
    } catch (IOException e) {
      // Whoever needs a file there will say what is wrong.
    }
  }

  private static void remove(ProcessFolder folder) {
    for (int i = 0; i < TRIES; i++) {
      try {
        folder.close();
        return;
      } catch (IOException e) {
        // A worker that is being ended still writes there; if it stays, the next process removes
        // it.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  /**
   * Runs a command whose results go to {@code output}, where only its help commands a terminal;
   * what could not be written there, a full disk say, is an error like any other. Nobody who closed
   * a pipe wants to hear of that.
   */
  static int execute(CommandLine commandLine, Output output, String... arguments) {
    PrintWriter help = writer(output);
    PrintWriter results = writer(new PrintableOutput(output));
    commandLine.setOut(help);
    commandLine.setExecutionStrategy(
        parsed -> {
          Integer helped = CommandLine.executeHelpRequest(parsed);
          if (helped != null) {
            return helped;
          }
          commandLine.setOut(results);
          return new CommandLine.RunLast().execute(parsed);
        });
    int code;
    try {
      code = commandLine.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      code = Failures.error(commandLine, e);
    }
    help.flush();
    results.flush();
    if (output.failure == null) {
      return code;
    }
    if (!String.valueOf(output.failure.getMessage()).contains("Broken pipe")) {
      commandLine.getErr().println("standard output: " + output.failure.getMessage());
      commandLine.getErr().flush();
    }
    return code == 0 ? OUTPUT_FAILED : code;
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** Remembers the first failure, which writers only count. */
  static final class Output extends FilterOutputStream {
    private IOException failure;

    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void close() {
      // the process ends
    }
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
    spec.commandLine().usage(err, Help.Ansi.OFF);
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
