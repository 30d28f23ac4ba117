package org.unlearnbench.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The user's input is wrong, be it a setting, a data file, a stored result or a weights file: one
 * line per problem, each saying where, what was found and what was expected.
 */
public final class InputException extends IOException {
  private final List<String> problems;

  /** One problem. */
  public InputException(String problem) {
    this(List.of(problem));
  }

  /** A problem of a file as a whole. */
  public InputException(Path file, String problem) {
    this(file + ": " + problem);
  }

  /** Several problems, at least one. */
  public InputException(List<String> problems) {
    super(String.join(System.lineSeparator(), printable(problems)));
    this.problems = printable(problems);
  }

  /** What is wrong, a line each. */
  public List<String> problems() {
    return problems;
  }

  private static List<String> printable(List<String> problems) {
    return problems.stream().map(InputException::printable).toList();
  }

  /** Whatever characters a file's own names consist of, a problem stays one line. */
  private static String printable(String message) {
    StringBuilder line = new StringBuilder(message.length());
    message
        .codePoints()
        .forEach(
            c -> {
              if (breaksLines(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static boolean breaksLines(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
