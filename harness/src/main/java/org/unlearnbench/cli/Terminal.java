package org.unlearnbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.unlearnbench.run.PlainProgress;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.TerminalProgress;

/** What the standard streams lead to. */
final class Terminal {
  private static final int FALLBACK_WIDTH = 100;

  /** Nothing has to be left out where no terminal sets a limit. */
  private static final int NO_LIMIT = 10_000;

  private Terminal() {}

  /** Whether results go to a terminal that may show colours. */
  static boolean isOutput() {
    return leadsToTerminal(1) && System.getenv("NO_COLOR") == null;
  }

  /** Whether progress goes to a terminal. */
  static boolean isError() {
    return leadsToTerminal(2);
  }

  /** Columns for results. */
  static int outputWidth() {
    return leadsToTerminal(1) ? width() : NO_LIMIT;
  }

  /** Columns for help. */
  static int helpWidth() {
    return Math.max(FALLBACK_WIDTH, width());
  }

  /** Columns of the terminal, as the launcher found them. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : FALLBACK_WIDTH;
  }

  /** Java 17 knows only whether all streams are one; Linux tells about each. */
  private static boolean leadsToTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }

  /** A bar on standard error where that is a terminal, else a line per cell. */
  static RunProgress progress() {
    if (!isError()) {
      return new PlainProgress(System.err);
    }
    // A bar moves the cursor, which System.err keeps names and messages from doing.
    OutputStream raw = new FileOutputStream(FileDescriptor.err);
    return new TerminalProgress(new PrintStream(raw, true, StandardCharsets.UTF_8), width());
  }
}
