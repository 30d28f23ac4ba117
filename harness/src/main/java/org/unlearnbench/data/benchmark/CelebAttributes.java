package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.data.DataException;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.text.LineEnds;
import org.unlearnbench.data.text.TextFile;

/**
 * CelebA-HQ's attribute text: the number of rows, the attribute names, then per row a file name and
 * a value 1 or -1 for every name, with white space between them.
 *
 * @param file where it was read
 * @param byImage rows by image number, ascending
 */
record CelebAttributes(Path file, SortedMap<Integer, Row> byImage) {
  private static final int HEADER_LINES = 2;

  /**
   * One row.
   *
   * @param where file and line
   * @param values 0 or 1 for each attribute asked for
   */
  record Row(String where, int[] values) {}

  CelebAttributes {
    byImage = Collections.unmodifiableSortedMap(byImage);
  }

  /** Reads the attributes called {@code wanted}. */
  static CelebAttributes read(Path file, List<String> wanted) throws IOException {
    TextFile text = TextFile.read(file, LineEnds.LF);
    List<String> lines = text.lines();
    if (lines.size() <= HEADER_LINES) {
      throw new DataException(
          text.where(lines.size() - 1)
              + ": the file ends here; expected a count, a line of names, and rows");
    }
    ProblemList problems = new ProblemList();
    OptionalInt count = CelebImageName.digits(lines.get(0).strip());
    int rows = lines.size() - HEADER_LINES;
    if (count.isEmpty()) {
      throw new DataException(
          "%s: found %s, expected the number of rows"
              .formatted(text.where(0), Shown.line(lines.get(0))));
    }
    if (count.getAsInt() != rows) {
      problems.add(
          "%s: says %d rows, but there are %d".formatted(text.where(0), count.getAsInt(), rows));
    }
    List<String> names = names(text, wanted, problems);
    problems.throwIfAny();
    int[] columns = wanted.stream().mapToInt(names::indexOf).toArray();
    SortedMap<Integer, Row> byImage = new TreeMap<>();
    RowReader reader = new RowReader(names.size(), columns, problems);
    for (int i = HEADER_LINES; i < lines.size(); i++) {
      reader.read(lines.get(i), text.where(i), byImage);
    }
    problems.throwIfAny();
    return new CelebAttributes(file, byImage);
  }

  private static List<String> names(TextFile text, List<String> wanted, ProblemList problems) {
    String where = text.where(1);
    List<String> names = tokens(text.lines().get(1));
    if (names.size() == 1 && names.get(0).contains(",")) {
      problems.add(where + ": names are separated by ',', expected spaces");
      return names;
    }
    if (new HashSet<>(names).size() < names.size()) {
      problems.add(where + ": an attribute name appears twice");
    }
    for (String name : wanted) {
      if (!names.contains(name)) {
        problems.add(
            where
                + ": no attribute '"
                + name
                + "' among the "
                + names.size()
                + " names"
                + Nearest.to(name, names).map(near -> "; is '" + near + "' meant?").orElse(""));
      }
    }
    return names;
  }

  private static List<String> tokens(String line) {
    StringTokenizer tokenizer = new StringTokenizer(line);
    List<String> tokens = new ArrayList<>(tokenizer.countTokens());
    while (tokenizer.hasMoreTokens()) {
      tokens.add(tokenizer.nextToken());
    }
    return tokens;
  }

  /** Reads data rows of {@code names} values each. */
  private record RowReader(int names, int[] columns, ProblemList problems) {

    void read(String line, String where, SortedMap<Integer, Row> byImage) {
      List<String> tokens = tokens(line);
      if (tokens.isEmpty() || tokens.get(0).contains(",")) {
        String expected = "expected '<n>.jpg' and " + names + " values with spaces between";
        problems.add(where + ": found " + Shown.line(line) + ", " + expected);
        return;
      }
      OptionalInt image = CelebImageName.number(tokens.get(0));
      if (image.isEmpty()) {
        problems.add("%s: found '%s', expected '<n>.jpg'".formatted(where, tokens.get(0)));
        return;
      }
      if (tokens.size() - 1 != names) {
        problems.add("%s: %d values, expected %d".formatted(where, tokens.size() - 1, names));
        return;
      }
      for (int i = 1; i < tokens.size(); i++) {
        if (!tokens.get(i).equals("1") && !tokens.get(i).equals("-1")) {
          problems.add("%s: value %d is '%s', expected 1 or -1".formatted(where, i, tokens.get(i)));
          return;
        }
      }
      int[] values = new int[columns.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = tokens.get(1 + columns[k]).equals("1") ? 1 : 0;
      }
      Row earlier = byImage.putIfAbsent(image.getAsInt(), new Row(where, values));
      if (earlier != null) {
        problems.add(
            "%s: %d.jpg again, first at %s".formatted(where, image.getAsInt(), earlier.where()));
      }
    }
  }
}
