package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.text.LineEnds;
import org.unlearnbench.data.text.TextFile;

/**
 * CelebA-HQ's identity text: {@code <n>.jpg <identity>} per line, one space, no header.
 *
 * @param file where it was read
 * @param byImage rows by image number, ascending
 */
record CelebIdentities(Path file, SortedMap<Integer, Row> byImage) {

  /**
   * One line.
   *
   * @param where file and line
   */
  record Row(String where, int identity) {}

  CelebIdentities {
    byImage = Collections.unmodifiableSortedMap(byImage);
  }

  static CelebIdentities read(Path file) throws IOException {
    TextFile text = TextFile.read(file, LineEnds.LF);
    ProblemList problems = new ProblemList();
    SortedMap<Integer, Row> rows = new TreeMap<>();
    for (int i = 0; i < text.lines().size(); i++) {
      String line = text.lines().get(i);
      int space = line.indexOf(' ');
      OptionalInt image = CelebImageName.number(line.substring(0, Math.max(space, 0)));
      OptionalInt identity = CelebImageName.digits(line.substring(space + 1));
      if (image.isEmpty() || identity.isEmpty()) {
        problems.add(
            "%s: found %s, expected '<n>.jpg <identity>' with one space"
                .formatted(text.where(i), Shown.line(line)));
        continue;
      }
      Row earlier = rows.putIfAbsent(image.getAsInt(), new Row(text.where(i), identity.getAsInt()));
      if (earlier != null) {
        problems.add(
            "%s: %d.jpg again, first at %s"
                .formatted(text.where(i), image.getAsInt(), earlier.where()));
      }
    }
    problems.throwIfAny();
    return new CelebIdentities(file, rows);
  }
}
