package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.method.Artefacts;

/** A folder of artefacts, made when the first one comes. */
final class CellArtefacts implements Artefacts {
  private final Path folder;
  private final boolean mayShowImages;

  CellArtefacts(Path folder, boolean mayShowImages) {
    this.folder = folder;
    this.mayShowImages = mayShowImages;
  }

  @Override
  public boolean mayShowImages() {
    return mayShowImages;
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

  private Path file(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("'" + name + "' is no plain file name for an artefact");
    }
    return folder.resolve(name);
  }
}
