package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.text.CsvTable;
import org.unlearnbench.data.text.LineEnds;

/**
 * One row of the CMU Face Images' {@code labels.csv}.
 *
 * @param path relative to the folder of {@code labels.csv}
 * @param pose position in {@link #POSES}
 * @param expression position in {@link #EXPRESSIONS}
 * @param eyes position in {@link #EYES}
 * @param where file and line
 */
public record CmuImage(
    String path, CmuPerson person, int pose, int expression, int eyes, String where) {
  static final List<String> POSES = List.of("straight", "left", "right", "up");
  static final List<String> EXPRESSIONS = List.of("angry", "happy", "neutral", "sad");
  static final List<String> EYES = List.of("open", "sunglasses");

  /** Person by person, within a person by class, within a class by expression. */
  static final Comparator<CmuImage> ORDER =
      Comparator.comparing(CmuImage::person)
          .thenComparingInt(CmuImage::poseAndEyes)
          .thenComparingInt(CmuImage::expression)
          .thenComparing(CmuImage::path);

  /** One of eight classes: the four poses with open eyes, then the same with sunglasses. */
  int poseAndEyes() {
    return eyes * POSES.size() + pose;
  }

  boolean wearsSunglasses() {
    return EYES.get(eyes).equals("sunglasses");
  }

  boolean looksHappy() {
    return EXPRESSIONS.get(expression).equals("happy");
  }

  boolean looksStraight() {
    return POSES.get(pose).equals("straight");
  }

  /** All rows of {@code labels}, in {@link #ORDER}. */
  static List<CmuImage> read(Path labels) throws IOException {
    CsvTable table = CsvTable.read(labels, LineEnds.LF_OR_CRLF);
    int path = table.column("path");
    int identity = table.column("identity");
    int pose = table.column("pose");
    int expression = table.column("expression");
    int eyes = table.column("eyes");
    List<String> people = java.util.Arrays.stream(CmuPerson.values()).map(CmuPerson::id).toList();
    ProblemList problems = new ProblemList();
    List<CmuImage> images = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      List<String> fields = row.fields();
      Lookup lookup = new Lookup(table.where(row), problems);
      int person = lookup.of("identity", people, fields.get(identity));
      int poseValue = lookup.of("pose", POSES, fields.get(pose));
      int expressionValue = lookup.of("expression", EXPRESSIONS, fields.get(expression));
      int eyesValue = lookup.of("eyes", EYES, fields.get(eyes));
      if (problems.isEmpty()) {
        images.add(
            new CmuImage(
                fields.get(path),
                CmuPerson.values()[person],
                poseValue,
                expressionValue,
                eyesValue,
                table.where(row)));
      }
    }
    problems.throwIfAny();
    images.sort(ORDER);
    return images;
  }

  /** Finds values in lists and collects what is not there. */
  private record Lookup(String where, ProblemList problems) {
    int of(String column, List<String> values, String value) {
      int index = values.indexOf(value);
      if (index < 0) {
        problems.add(
            "%s: %s is '%s', expected one of %s"
                .formatted(where, column, value, String.join(", ", values)));
      }
      return index;
    }
  }
}
