package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.PrintableOutput;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line per problem and an exit code; never a stack trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int FOUND_SOMETHING = 1;
  static final int WRONG_INPUT = 2;

  /** For developers: set it to see where an internal error comes from. */
  private static final String DEBUG = "UNLEARN_DEBUG";

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String line = oneLine(problem.getMessage());
    if (problem instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      String first = unmatched.getUnmatched().get(0);
      if (!first.startsWith("-") && !command.getSubcommands().isEmpty()) {
        line = "found '" + first + "', expected a command; ";
        line += Nearest.hint(first, command.getSubcommands().keySet());
      } else if (!suggestions.isEmpty()) {
        line += ", did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    String name = command.getCommandSpec().qualifiedName();
    say(command, name + ": " + line + " (see ./" + name + " --help)");
    return WRONG_INPUT;
  }

  /** What ends a command for a reason that is not its own. */
  static int error(CommandLine command, Throwable e) {
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    String name = command.getCommandSpec().qualifiedName();
    String what = e.getClass().getSimpleName() + ": " + oneLine(String.valueOf(e.getMessage()));
    if (e instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      what =
          "out of memory (%s), with a heap of %d MB; more, for example: JAVA_TOOL_OPTIONS=-Xmx2g"
              .formatted(oneLine(String.valueOf(e.getMessage())), megabytes);
    } else {
      what = "internal error, please report it: " + what;
    }
    say(command, name + ": " + what);
    return FOUND_SOMETHING;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return error(command, cause);
      }
    }
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof InputException problem) {
      problem.problems().forEach(line -> say(command, line));
      return WRONG_INPUT;
    }
    if (e instanceof NoSuchFileException missing) {
      say(command, missing.getFile() + ": no such file");
      return WRONG_INPUT;
    }
    if (e instanceof AccessDeniedException denied) {
      say(command, denied.getFile() + ": permission denied");
      return WRONG_INPUT;
    }
    if (e instanceof FileAlreadyExistsException taken) {
      say(command, taken.getFile() + ": is there already and is no folder");
      return WRONG_INPUT;
    }
    if (e instanceof FileSystemException problem && problem.getFile() != null) {
      String reason = problem.getReason() == null ? "cannot be used" : problem.getReason();
      say(command, problem.getFile() + ": " + oneLine(reason).toLowerCase(Locale.ROOT));
      return WRONG_INPUT;
    }
    String kind = e instanceof IOException ? "" : "internal error, please report it: ";
    say(
        command,
        command.getCommandSpec().qualifiedName()
            + ": "
            + kind
            + e.getClass().getSimpleName()
            + ": "
            + oneLine(String.valueOf(e.getMessage())));
    return FOUND_SOMETHING;
  }

  private static void say(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println(PrintableOutput.line(line));
    err.flush();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
