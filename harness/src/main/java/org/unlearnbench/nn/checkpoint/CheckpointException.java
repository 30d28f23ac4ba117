package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.util.Locale;

/**
 * A weights file is not what it must be. The message is one line for the user, whatever characters
 * the file's own names consist of.
 */
public final class CheckpointException extends IOException {
  public CheckpointException(String message) {
    super(printable(message));
  }

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
