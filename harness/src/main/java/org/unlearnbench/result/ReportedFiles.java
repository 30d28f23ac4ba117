package org.unlearnbench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unlearnbench.io.AtomicFiles;

/**
 * What was made of a run's results for people: tables, figures, pages. {@code .reported} says of
 * which results, in its first line, and has the SHA-256 of every such file in further ones, as
 * {@code sha256sum} writes them. All of it can be made again.
 */
public final class ReportedFiles {
  private static final String BETWEEN = "  ";
  private static final int HASH = 64;

  private final RunLayout layout;
  private final Set<Path> others;
  private Map<String, String> before = Map.of();

  public ReportedFiles(RunLayout layout) {
    this.layout = layout;
    this.others =
        Set.of(
            layout.config(),
            layout.plan(),
            layout.provenance(),
            layout.metrics(),
            layout.verification());
  }

  /** Whether all reports were made, of results with this hash. */
  public boolean areOf(String results) throws IOException {
    List<String> lines = lines();
    return lines.size() > 1 && lines.get(0).equals(results);
  }

  /** Those that are not as they were made. */
  public List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (Checksums.Difference other : listed().in(layout.root())) {
      Path file = layout.root().resolve(other.file());
      faults.add(new Fault(Optional.empty(), file, other.problem(), true));
    }
    return faults;
  }

  /** To be called before reports are made: what is written from now on is one. */
  public void begin() throws IOException {
    before = stamps();
  }

  /** Notes that all reports were made again, of the results they were made of before. */
  public void made() throws IOException {
    List<String> lines = lines();
    if (!lines.isEmpty()) {
      made(lines.get(0));
    }
  }

  /** Notes that all reports were made, from results with this hash. */
  public void made(String results) throws IOException {
    Set<String> names = new TreeSet<>(listed().files().keySet());
    names.removeIf(name -> !Files.isRegularFile(layout.root().resolve(name)));
    stamps()
        .forEach(
            (name, stamp) -> {
              if (!stamp.equals(before.get(name))) {
                names.add(name);
              }
            });
    StringBuilder text = new StringBuilder(results).append('\n');
    Checksums.of(layout.root(), names)
        .files()
        .forEach((name, hash) -> text.append(hash).append(BETWEEN).append(name).append('\n'));
    AtomicFiles.write(layout.reported(), text.toString());
  }

  private List<String> lines() throws IOException {
    return Files.exists(layout.reported())
        ? new String(Files.readAllBytes(layout.reported()), StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  private Checksums listed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String line : lines()) {
      if (line.startsWith(BETWEEN, HASH)) {
        files.put(line.substring(HASH + BETWEEN.length()), line.substring(0, HASH));
      }
    }
    return new Checksums(files);
  }

  /** Tells whether a file was written since, even if it is the same again. */
  private Map<String, String> stamps() throws IOException {
    Map<String, String> stamps = new TreeMap<>();
    List<Path> folders = new ArrayList<>(List.of(layout.root()));
    while (!folders.isEmpty()) {
      try (Stream<Path> entries = Files.list(folders.remove(0))) {
        for (Path entry : (Iterable<Path>) entries::iterator) {
          if (entry.getFileName().toString().startsWith(".") || others.contains(entry)) {
            continue;
          }
          if (Files.isDirectory(entry)) {
            if (!entry.equals(layout.cells())) {
              folders.add(entry);
            }
          } else if (Files.isRegularFile(entry)) {
            BasicFileAttributes of = Files.readAttributes(entry, BasicFileAttributes.class);
            String stamp = of.fileKey() + " " + of.lastModifiedTime() + " " + of.size();
            stamps.put(layout.root().relativize(entry).toString(), stamp);
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return stamps;
  }
}
