package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.RunLayout;

/** Half-made cells of a process that was killed. */
final class Leftovers {
  /** Data set, method, then the cell or what lies beside it. */
  private static final int CELL_DEPTH = 3;

  private Leftovers() {}

  /** Removes them; the caller holds the run directory's lock. */
  static void sweep(RunLayout layout) throws IOException {
    if (!Files.isDirectory(layout.cells())) {
      return;
    }
    List<Path> found;
    try (Stream<Path> paths = Files.walk(layout.cells(), CELL_DEPTH)) {
      found = paths.filter(Leftovers::isOne).toList();
    }
    for (Path leftover : found) {
      AtomicFiles.deleteFolder(leftover);
    }
  }

  private static boolean isOne(Path path) {
    return path.getFileName().toString().matches("\\.seed-\\d+\\.(partial|log|old)");
  }
}
