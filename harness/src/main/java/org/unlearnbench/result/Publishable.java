package org.unlearnbench.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unlearnbench.io.Sha256;

/**
 * What of a run directory may be passed on. Where a data set's images may not be shown, only files
 * are of which it is known that no image can be seen in them: those that the project itself writes,
 * those that hold too few numbers to be a picture, and those of which the method that left them
 * says so ({@code Artefacts.withoutImages}). All else is refused, whatever it is called: nobody can
 * tell from a file whether its bytes are somebody's face.
 */
public final class Publishable {
  /** Where a cell's method says in which of its artefacts no image can be seen; a name a line. */
  public static final String WITHOUT_IMAGES = "without-images.txt";

  /** What the project writes at the top and in {@code tables/}: text, numbers of whole splits. */
  private static final Pattern OF_THE_RUN =
      Pattern.compile(
          "config\\.resolved\\.yaml|(plan|provenance|metrics|verification)\\.json"
              + "|(runs|leaderboard)\\.csv|summary\\.md|tables/.+\\.(csv|md|tex)");

  /** What the project writes of a cell beside its artefacts. */
  private static final Set<String> OF_A_CELL =
      Set.of("result.json", "outputs.csv.gz", "model.safetensors");

  /** What the project's own methods leave; those of a step of a cascade begin with its number. */
  private static final Pattern OF_A_METHOD =
      Pattern.compile(
          "(\\d+-)*(noise-only-\\d+\\.png|mask-.+\\.png|(adversaries|ascent|attack|curves|kernels|mask|mask-layers|noise|overlap"
              + "|relearn|rewind|tensors|training|weight-distance|weights)\\.csv)"
              + "|without-images\\.txt");

  private static final Pattern FIGURE = Pattern.compile("figures/.+\\.(png|pdf|svg|csv)");
  private static final Pattern INLINE =
      Pattern.compile("data:(?!font/)([^,\"')\\s]*),([^\"')\\s]*)");

  /** A picture of 16 by 16 greys shows a face. */
  private static final int FEWEST_PIXELS = 256;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_\\\\-]{400}");

  private final StoredRun run;
  private final List<Path> files = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final Map<Path, Boolean> cells = new HashMap<>();

  /** Hashes of the pictures in which no image is seen: a page may have them, too. */
  private final Set<String> shown = new HashSet<>();

  private Publishable(StoredRun run) {
    this.run = run;
  }

  /**
   * Looks through a run directory; what lies in hidden files and in stale cells is no part of it.
   */
  public static Publishable of(StoredRun run) throws IOException {
    Publishable all = new Publishable(run);
    for (Cell cell : run.cells()) {
      all.cells.put(run.folder(cell), run.imagesMayBeShown(cell));
    }
    // The page comes after the pictures that it may hold.
    List<Path> found = files(run.path());
    for (boolean ofCells : new boolean[] {true, false}) {
      for (Path file : found) {
        if (file.startsWith(run.layout().cells()) == ofCells) {
          all.look(file);
        }
      }
    }
    all.files.sort(null);
    return all;
  }

  /** What may not be passed on of one cell: a line for each file. */
  public static List<String> refused(StoredRun run, Cell cell) throws IOException {
    Publishable all = new Publishable(run);
    all.cells.put(run.folder(cell), run.imagesMayBeShown(cell));
    for (Path file : files(run.folder(cell))) {
      all.look(file);
    }
    return all.refused();
  }

  /** What may be passed on, in the order of their names. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /** What may not: a line for each file, with the reason. */
  public List<String> refused() {
    return refused.stream().sorted().toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !hidden(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void look(Path file) throws IOException {
    Path cell = null;
    if (file.startsWith(run.layout().cells())) {
      cell = cells.keySet().stream().filter(file::startsWith).findFirst().orElse(null);
      if (cell == null) {
        return;
      }
    }
    Optional<String> reason;
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      reason = Optional.of("is no file of its own (a link or a device)");
    } else if (cell == null ? !cells.containsValue(false) : cells.get(cell)) {
      reason = Optional.empty();
    } else {
      reason = cell == null ? inRun(file) : inCell(cell, file);
    }
    if (reason.isEmpty()) {
      files.add(file);
    } else {
      refused.add(file + ": " + reason.get());
    }
  }

  private Optional<String> inRun(Path file) throws IOException {
    String name = name(run.path(), file);
    byte[] content = Files.readAllBytes(file);
    Optional<String> text = text(content);
    if (name.equals("report.html") || name.endsWith(".svg")) {
      return text.isEmpty() ? unknown(content) : inline(text.get());
    }
    if (OF_THE_RUN.matcher(name).matches()) {
      return text.isEmpty() ? unknown(content) : longWords(text.get());
    }
    return FIGURE.matcher(name).matches() && charted(file) ? Optional.empty() : small(content);
  }

  /** A figure of the report is there in every form; a picture by itself is none. */
  private static boolean charted(Path file) {
    String stem = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    return Stream.of(".png", ".pdf", ".svg")
        .allMatch(end -> Files.isRegularFile(file.resolveSibling(stem + end)));
  }

  private Optional<String> inCell(Path cell, Path file) throws IOException {
    String name = name(cell, file);
    if (OF_A_CELL.contains(name)) {
      return Optional.empty();
    }
    byte[] content = Files.readAllBytes(file);
    Path artefacts = RunLayout.artefacts(cell);
    if (name.equals("log.txt")) {
      return text(content).isEmpty() ? unknown(content) : longWords(text(content).get());
    }
    if (!artefacts.equals(file.getParent())) {
      return small(content);
    }
    String own = file.getFileName().toString();
    if (OF_A_METHOD.matcher(own).matches() && isWhatItIsCalled(own, content)
        || stated(artefacts).contains(own)) {
      shown.add(Sha256.of(content));
      return Optional.empty();
    }
    return small(content);
  }

  private static Set<String> stated(Path artefacts) throws IOException {
    Path file = artefacts.resolve(WITHOUT_IMAGES);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? new TreeSet<>(Files.readAllLines(file))
        : Set.of();
  }

  /** Text with so few numbers that no picture can be among them is taken, whoever wrote it. */
  private static Optional<String> small(byte[] content) {
    Optional<String> text = text(content);
    if (text.isEmpty()) {
      return unknown(content);
    }
    long numbers = NUMBER.matcher(text.get()).results().limit(FEWEST_PIXELS).count();
    return numbers < FEWEST_PIXELS
        ? longWords(text.get())
        : Optional.of(
            "holds as many numbers as a picture, and nothing says that no image can be seen in it");
  }

  private static Optional<String> longWords(String text) {
    return LONG_WORD.matcher(text).find()
        ? Optional.of("holds what may be a picture written as letters")
        : Optional.empty();
  }

  private static Optional<String> unknown(byte[] content) {
    boolean picture = isPng(content) || content.length > 2 && content[0] == -1 && content[1] == -40;
    return Optional.of(
        picture
            ? "is a picture, and nothing says that no image can be seen in it"
            : "is no text, and nothing says that no image can be seen in it");
  }

  /** A page's pictures; an image of which the run has the file, and may pass it on, is none. */
  private Optional<String> inline(String page) {
    Matcher uri = INLINE.matcher(page);
    while (uri.find()) {
      try {
        byte[] content = Base64.getDecoder().decode(uri.group(2));
        if (content.length >= FEWEST_PIXELS && !shown.contains(Sha256.of(content))) {
          return Optional.of(
              "holds a picture that is not among those known to show no image;"
                  + " ./unlearn report makes the page anew");
        }
      } catch (IllegalArgumentException notBase64) {
        if (uri.group(2).length() >= FEWEST_PIXELS) {
          return Optional.of("holds data of an unknown kind (" + uri.group(1) + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPng(byte[] content) {
    return content.length > 24
        && new String(content, 0, 8, StandardCharsets.ISO_8859_1).equals("\u0089PNG\r\n\u001a\n");
  }

  /** Masks are pictures of two colours: one bit a pixel, as the header says in its byte 24. */
  private static boolean isWhatItIsCalled(String name, byte[] content) {
    if (!name.endsWith(".png")) {
      return text(content).isPresent();
    }
    return isPng(content) && (name.contains("noise-only-") || content[24] == 1);
  }

  /** As UTF-8 without control characters. */
  private static Optional<String> text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      boolean control =
          text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != 27);
      return control ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString();
  }
}
