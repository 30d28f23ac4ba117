package org.unlearnbench.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unlearnbench.io.Sha256;

/**
 * Files below a folder and the SHA-256 of each, so that whoever reads one can tell whether it is
 * still what was written.
 *
 * @param files by path from the folder, with {@code /}
 */
public record Checksums(@JsonValue Map<String, String> files) {
  private static final Set<String> NOT_CONTENT = Set.of("result.json", "log.txt");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Checksums {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * One file that is not what was written.
   *
   * @param file path from the folder
   * @param problem what is wrong with it
   */
  public record Difference(String file, String problem) {}

  /** Of all that a cell's folder holds beside its result and its log. */
  public static Checksums ofCell(Path cell) throws IOException {
    return of(cell, content(cell));
  }

  /** Of some files that are there. */
  static Checksums of(Path folder, Iterable<String> names) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, Sha256.ofFile(folder.resolve(name)));
    }
    return new Checksums(files);
  }

  /**
   * What a cell's folder has instead.
   *
   * @param all false: a kept model, which reports do not read, is passed over
   */
  List<Difference> inCell(Path cell, boolean all) throws IOException {
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(content(cell));
    Path model = RunLayout.model(cell);
    if (!all || !Files.exists(model)) {
      names.remove(cell.relativize(model).toString()); // one may have been deleted for its size
    }
    return differences(cell, names);
  }

  /** What {@code folder} has instead of these files. */
  List<Difference> in(Path folder) throws IOException {
    return differences(folder, files.keySet());
  }

  private List<Difference> differences(Path folder, Set<String> names) throws IOException {
    List<Difference> found = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      String problem =
          !Files.isRegularFile(file)
              ? "is missing"
              : !files.containsKey(name)
                  ? "was not there when it was made"
                  : Sha256.ofFile(file).equals(files.get(name))
                      ? ""
                      : "is damaged or was changed: it has not the SHA-256 it was written with";
      if (!problem.isEmpty()) {
        found.add(new Difference(name, problem));
      }
    }
    return found;
  }

  /** Names that begin with a dot are of desktops and of files that are being written. */
  private static List<String> content(Path cell) throws IOException {
    if (!Files.isDirectory(cell)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cell)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .map(file -> cell.relativize(file).toString())
          .filter(name -> !NOT_CONTENT.contains(name))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
