package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.TextFile;

/**
 * What CelebA-HQ's identity and attribute texts say about its images.
 *
 * <p>Identities: {@code <n>.jpg <identity>} per line, one space, no header. Attributes: the number
 * of rows, the attribute names, then per row a file name and a value 1 or -1 for every name, with
 * white space between them.
 */
final class CelebTexts {
  private static final String IDENTITIES = "CelebA-HQ-identity.txt";
  private static final String ATTRIBUTES = "CelebA-HQ-attribute.txt";
  private static final int HEADER_LINES = 2;
  private static final String SUFFIX = ".jpg";
  private static final int MOST_DIGITS = 9;
  private static final int LONGEST_SHOWN = 60;

  private final Problems problems = new Problems();
  private final List<String> wanted;

  private CelebTexts(List<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * One image.
   *
   * @param where file and line of its identity
   * @param attributes 0 or 1 for each attribute asked for
   */
  record Row(String where, int identity, int[] attributes) {}

  /** A number that a text has for an image, and where. */
  private record Identity(String where, int number) {}

  /** The attributes that a text has for an image, and where. */
  private record Attributes(String where, int[] values) {}

  /**
   * Reads both texts in {@code folder}.
   *
   * @param wanted names of attributes
   * @return by image number, ascending
   * @throws InputException for anything wrong in them: one problem per line
   */
  static SortedMap<Integer, Row> read(Path folder, List<String> wanted) throws IOException {
    return new CelebTexts(wanted).read(folder);
  }

  private SortedMap<Integer, Row> read(Path folder) throws IOException {
    Problems either = new Problems();
    SortedMap<Integer, Identity> identities = new TreeMap<>();
    SortedMap<Integer, Attributes> attributes = new TreeMap<>();
    try {
      identities = new CelebTexts(wanted).identities(folder.resolve(IDENTITIES));
    } catch (InputException e) {
      either.addAll(e.problems());
    }
    try {
      attributes = new CelebTexts(wanted).attributes(folder.resolve(ATTRIBUTES));
    } catch (InputException e) {
      either.addAll(e.problems());
    }
    either.throwIfAny();
    SortedMap<Integer, Row> rows = new TreeMap<>();
    for (Map.Entry<Integer, Identity> image : identities.entrySet()) {
      Identity identity = image.getValue();
      Attributes values = attributes.get(image.getKey());
      if (values == null) {
        problems.add(missing(identity.where, image.getKey(), ATTRIBUTES));
      } else {
        rows.put(image.getKey(), new Row(identity.where, identity.number, values.values));
      }
    }
    for (Map.Entry<Integer, Attributes> image : attributes.entrySet()) {
      if (!identities.containsKey(image.getKey())) {
        problems.add(missing(image.getValue().where, image.getKey(), IDENTITIES));
      }
    }
    problems.throwIfAny();
    return Collections.unmodifiableSortedMap(rows);
  }

  private static String missing(String where, int image, String file) {
    return "%s: %d.jpg is not in %s".formatted(where, image, file);
  }

  private SortedMap<Integer, Identity> identities(Path file) throws IOException {
    TextFile text = TextFile.read(file, TextFile.Ends.LF);
    SortedMap<Integer, Identity> rows = new TreeMap<>();
    for (int i = 0; i < text.lines().size(); i++) {
      String line = text.lines().get(i);
      int space = line.indexOf(' ');
      OptionalInt image = imageNumber(line.substring(0, Math.max(space, 0)));
      OptionalInt identity = number(line.substring(space + 1));
      if (image.isEmpty() || identity.isEmpty()) {
        problems.add(
            "%s: found %s, expected '<n>.jpg <identity>' with one space"
                .formatted(text.where(i), shown(line)));
        continue;
      }
      Identity earlier =
          rows.putIfAbsent(image.getAsInt(), new Identity(text.where(i), identity.getAsInt()));
      if (earlier != null) {
        problems.add(again(text.where(i), image.getAsInt(), earlier.where));
      }
    }
    problems.throwIfAny();
    return rows;
  }

  private static String again(String where, int image, String first) {
    return "%s: %d.jpg again, first at %s".formatted(where, image, first);
  }

  private SortedMap<Integer, Attributes> attributes(Path file) throws IOException {
    TextFile text = TextFile.read(file, TextFile.Ends.LF);
    List<String> lines = text.lines();
    if (lines.size() <= HEADER_LINES) {
      throw new InputException(
          text.where(lines.size() - 1)
              + ": the file ends here; expected a count, a line of names, and rows");
    }
    OptionalInt count = number(lines.get(0).strip());
    int expected = lines.size() - HEADER_LINES;
    if (count.isEmpty()) {
      throw new InputException(
          "%s: found %s, expected the number of rows"
              .formatted(text.where(0), shown(lines.get(0))));
    }
    if (count.getAsInt() != expected) {
      problems.add(
          "%s: says %d rows, but there are %d"
              .formatted(text.where(0), count.getAsInt(), expected));
    }
    List<String> names = names(lines.get(1), text.where(1));
    problems.throwIfAny();
    int[] columns = wanted.stream().mapToInt(names::indexOf).toArray();
    SortedMap<Integer, Attributes> rows = new TreeMap<>();
    for (int i = HEADER_LINES; i < lines.size(); i++) {
      attributes(lines.get(i), text.where(i), names.size(), columns, rows);
    }
    problems.throwIfAny();
    return rows;
  }

  private List<String> names(String line, String where) {
    List<String> names = tokens(line);
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

  /** Reads a row of {@code names} values, of which those at {@code columns} are kept. */
  private void attributes(
      String line, String where, int names, int[] columns, Map<Integer, Attributes> rows) {
    List<String> tokens = tokens(line);
    if (tokens.isEmpty() || tokens.get(0).contains(",")) {
      String expected = "expected '<n>.jpg' and " + names + " values with spaces between";
      problems.add(where + ": found " + shown(line) + ", " + expected);
      return;
    }
    OptionalInt image = imageNumber(tokens.get(0));
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
    Attributes earlier = rows.putIfAbsent(image.getAsInt(), new Attributes(where, values));
    if (earlier != null) {
      problems.add(again(where, image.getAsInt(), earlier.where));
    }
  }

  private static List<String> tokens(String line) {
    StringTokenizer tokenizer = new StringTokenizer(line);
    List<String> tokens = new ArrayList<>(tokenizer.countTokens());
    while (tokenizer.hasMoreTokens()) {
      tokens.add(tokenizer.nextToken());
    }
    return tokens;
  }

  /** The number n in {@code n.jpg}; empty if {@code name} is not of that form. */
  private static OptionalInt imageNumber(String name) {
    return name.endsWith(SUFFIX)
        ? number(name.substring(0, name.length() - SUFFIX.length()))
        : OptionalInt.empty();
  }

  /** A number written with ASCII digits, without sign and without needless zeros. */
  private static OptionalInt number(String text) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    return plain ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /** The line in quotes, cut if long, tabs made visible. */
  private static String shown(String line) {
    if (line.isBlank()) {
      return "an empty line";
    }
    String visible = line.replace("\t", "\\t");
    return visible.length() <= LONGEST_SHOWN
        ? "'" + visible + "'"
        : "'" + visible.substring(0, LONGEST_SHOWN) + "...'";
  }
}
