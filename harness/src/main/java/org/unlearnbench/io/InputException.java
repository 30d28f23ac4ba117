package org.unlearnbench.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /**
   * What is wrong with a path that is no regular file, as far as can be seen.
   *
   * @param missing what to say if nothing is there
   */
  public static String noFile(Path path, String missing) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory()
          ? "is a folder, expected a file"
          : "is neither a file nor a folder (a pipe, say)";
    } catch (NoSuchFileException e) {
      return link(path).map(to -> "is a link to " + to + ", which is not there").orElse(missing);
    } catch (AccessDeniedException e) {
      return "permission denied";
    } catch (FileSystemException e) {
      return "cannot be looked at: " + e.getReason();
    } catch (IOException e) {
      return "cannot be looked at: " + e.getMessage();
    }
  }

  private static Optional<Path> link(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? Optional.of(Files.readSymbolicLink(path))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
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
