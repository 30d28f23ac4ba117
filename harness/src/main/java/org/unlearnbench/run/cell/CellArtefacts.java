package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.Publishable;

/** A folder of artefacts, made when the first one comes. */
final class CellArtefacts implements Artefacts, Resumable {
  private final Path folder;
  private final boolean mayShowImages;
  private final SortedSet<String> stated = new TreeSet<>();

  CellArtefacts(Path folder, boolean mayShowImages) {
    this.folder = folder;
    this.mayShowImages = mayShowImages;
  }

  @Override
  public boolean mayShowImages() {
    return mayShowImages;
  }

  /** Kept only where it is asked for: the files of other runs stay what they were. */
  @Override
  public void withoutImages(String fileName) throws IOException {
    Path named = file(fileName);
    if (!mayShowImages) {
      stated.add(named.getFileName().toString());
      AtomicFiles.write(
          folder.resolve(Publishable.WITHOUT_IMAGES), String.join("\n", stated) + "\n");
    }
  }

  @Override
  public void csv(String fileName, List<String> header, List<List<Object>> rows)
      throws IOException {
    for (List<Object> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            fileName + ": a row has " + row.size() + " values, the header " + header.size());
      }
    }
    AtomicFiles.write(file(fileName), CsvWriter.text(header, rows));
  }

  @Override
  public void bytes(String fileName, byte[] content) throws IOException {
    AtomicFiles.write(file(fileName), out -> out.write(content));
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    List<Path> files = files();
    out.number(files.size());
    for (Path file : files) {
      out.text(file.getFileName().toString());
      out.bytes(Files.readAllBytes(file));
    }
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    AtomicFiles.deleteFolder(folder);
    for (long left = in.number(); left > 0; left--) {
      bytes(in.text(), in.bytes());
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private Path file(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no plain file name for an artefact");
    }
    return folder.resolve(name);
  }
}
