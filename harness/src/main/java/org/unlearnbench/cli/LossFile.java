package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.TextFile;

/**
 * A list of per-sample losses: a text file with one number a line, under the header {@code loss} or
 * without one, or a NumPy file ({@code .npy}).
 *
 * @param file where it was read from
 * @param losses finite numbers
 * @param firstLine line of the first loss; 0 for a NumPy file, whose entries count from 0
 */
record LossFile(Path file, double[] losses, int firstLine) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final int MAX_PROBLEMS = 10;
  private static final int MAX_SHOWN = 40;

  /**
   * Reads {@code file}; its name's end tells the format.
   *
   * @throws InputException one line per problem, with file and line
   */
  static LossFile read(Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      double[] values = NpyFile.read(file);
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new InputException(file + ": entry " + i + " is " + values[i] + ", not finite");
        }
      }
      return new LossFile(file, values, 0);
    }
    return ofLines(TextFile.read(file, TextFile.Ends.LF_OR_CRLF));
  }

  /** Where loss {@code index} stands: {@code line 7} or {@code entry 5}. */
  public String place(int index) {
    return firstLine > 0 ? "line " + (firstLine + index) : "entry " + index;
  }

  private static LossFile ofLines(TextFile text) throws InputException {
    List<String> lines = text.lines();
    int header = strip(lines.get(0)).equals("loss") ? 1 : 0;
    double[] losses = new double[lines.size() - header];
    List<String> problems = new ArrayList<>();
    int bad = 0;
    for (int i = header; i < lines.size(); i++) {
      String cell = strip(lines.get(i));
      double value = NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
      if (Double.isFinite(value)) {
        losses[i - header] = value;
      } else if (++bad <= MAX_PROBLEMS) {
        String expected = i == 0 ? "a number or the header 'loss'" : "one finite number";
        problems.add(text.where(i) + ": found " + shown(cell) + ", expected " + expected);
      }
    }
    if (bad > MAX_PROBLEMS) {
      problems.add(text.file() + ": " + (bad - MAX_PROBLEMS) + " more lines like these");
    }
    if (losses.length == 0) {
      problems.add(text.file() + ": no losses below the header");
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new LossFile(text.file(), losses, header + 1);
  }

  /** Without white space around, and without one pair of quotes. */
  private static String strip(String line) {
    String cell = line.strip();
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  private static String shown(String cell) {
    if (cell.isEmpty()) {
      return "an empty line";
    }
    String cut = cell.length() <= MAX_SHOWN ? cell : cell.substring(0, MAX_SHOWN) + "...";
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
