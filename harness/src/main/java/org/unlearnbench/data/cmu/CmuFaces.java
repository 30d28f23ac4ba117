package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.TextFile;

/**
 * The CMU Face Images in a folder.
 *
 * @param folder holds {@code labels.csv} and what it names
 * @param images all of them, person by person, within a person by class, within a class by
 *     expression
 */
public record CmuFaces(Path folder, List<Image> images) {
  /** Where they are in the project. */
  static final String PROJECT_FOLDER = "experiments/data/cmu-faces";

  /** 128x120 pictures become square with this many repeated rows above and below. */
  static final int EDGE_ROWS = 4;

  /** Set by the launcher to the project's root. */
  private static final String HOME_PROPERTY = "unlearnbench.home";

  private static final List<String> POSES = List.of("straight", "left", "right", "up");
  private static final List<String> EXPRESSIONS = List.of("angry", "happy", "neutral", "sad");
  private static final List<String> EYES = List.of("open", "sunglasses");

  private static final Comparator<Image> ORDER =
      Comparator.comparing(Image::person)
          .thenComparingInt(Image::poseAndEyes)
          .thenComparingInt(Image::expression)
          .thenComparing(Image::path);

  public CmuFaces {
    images = List.copyOf(images);
  }

  /**
   * Reads {@code labels.csv}.
   *
   * @throws InputException for anything wrong in it
   */
  public static CmuFaces in(Path folder) throws IOException {
    CsvTable table = CsvTable.read(labels(folder), TextFile.Ends.LF_OR_CRLF);
    int path = table.column("path");
    int identity = table.column("identity");
    int pose = table.column("pose");
    int expression = table.column("expression");
    int eyes = table.column("eyes");
    List<String> people = Arrays.stream(Person.values()).map(Person::id).toList();
    Problems problems = new Problems();
    List<Image> images = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      List<String> fields = row.fields();
      Lookup lookup = new Lookup(table.where(row), problems);
      int person = lookup.of("identity", people, fields.get(identity));
      int poseValue = lookup.of("pose", POSES, fields.get(pose));
      int expressionValue = lookup.of("expression", EXPRESSIONS, fields.get(expression));
      int eyesValue = lookup.of("eyes", EYES, fields.get(eyes));
      if (problems.isEmpty()) {
        images.add(
            new Image(
                fields.get(path),
                Person.values()[person],
                poseValue,
                expressionValue,
                eyesValue,
                table.where(row)));
      }
    }
    problems.throwIfAny();
    images.sort(ORDER);
    return new CmuFaces(folder, images);
  }

  /**
   * Those that come with the project, below the folder that the launcher names, else below the
   * working directory or the nearest folder above it that has them.
   */
  public static CmuFaces ofProject() throws IOException {
    String home = System.getProperty(HOME_PROPERTY);
    if (home != null) {
      Path path = Path.of(home).resolve(PROJECT_FOLDER);
      if (Files.exists(path)) {
        return in(path);
      }
      throw new InputException(path + ": does not exist (project folder " + home + ")");
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(PROJECT_FOLDER))) {
        return in(folder.resolve(PROJECT_FOLDER));
      }
    }
    throw new InputException(
        PROJECT_FOLDER + ": not found in " + start + " or above; start ./unlearn or set 'folder'");
  }

  Path labels() {
    return labels(folder);
  }

  private static Path labels(Path folder) {
    return folder.resolve("labels.csv");
  }

  /** Finds values in lists and collects what is not there. */
  private record Lookup(String where, Problems problems) {
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

  /**
   * One row of {@code labels.csv}.
   *
   * @param path relative to the folder of {@code labels.csv}
   * @param pose position in straight, left, right, up
   * @param expression position in angry, happy, neutral, sad
   * @param eyes position in open, sunglasses
   * @param where file and line
   */
  public record Image(
      String path, Person person, int pose, int expression, int eyes, String where) {
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
  }

  /** The people in the order of the data set, and the split of each. */
  public enum Person {
    AN2I(Split.FORGET),
    AT33(Split.FORGET),
    BOLAND(Split.FORGET),
    BPM(Split.FORGET),
    CH4F(Split.RETAIN),
    CHEYER(Split.RETAIN),
    CHOON(Split.RETAIN),
    DANIELN(Split.RETAIN),
    GLICKMAN(Split.RETAIN),
    KARYADI(Split.RETAIN),
    KAWAMURA(Split.RETAIN),
    KK49(Split.RETAIN),
    MEGAK(Split.TEST),
    MITCHELL(Split.TEST),
    NIGHT(Split.TEST),
    PHOEBE(Split.TEST),
    SAAVIK(Split.UNSEEN),
    STEFFI(Split.UNSEEN),
    SZ24(Split.UNSEEN),
    TAMMO(Split.UNSEEN);

    private final Split split;

    Person(Split split) {
      this.split = split;
    }

    public Split split() {
      return split;
    }

    /** The user id in paths and in the identity column. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
