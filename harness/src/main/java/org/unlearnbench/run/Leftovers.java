package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.cell.Places;

/** What a process that was killed left behind: half-made cells, files that it was writing. */
final class Leftovers {
  /** Data set, method, then the cell or what lies beside it. */
  private static final int CELL_DEPTH = 3;

  private static final Pattern BESIDE_A_CELL =
      Pattern.compile("\\.(seed-\\d+)\\.(partial|log|old)");

  private Leftovers() {}

  /** Removes them, and ends what can be ended; the caller holds the run directory's lock. */
  static void sweep(RunLayout layout, Places places) throws IOException {
    if (Files.isDirectory(layout.cells())) {
      List<Path> found;
      try (Stream<Path> paths = Files.walk(layout.cells(), CELL_DEPTH)) {
        found = paths.filter(path -> name(path).matches()).toList();
      }
      for (Path leftover : found) {
        restore(leftover);
        AtomicFiles.deleteFolder(leftover);
      }
    }
    AtomicFiles.sweep(layout.root(), Integer.MAX_VALUE);
    AtomicFiles.sweep(places.originals(), 1);
    AtomicFiles.sweep(places.dataCache(), CELL_DEPTH);
    AtomicFiles.sweep(places.checkpoints(), 2);
    sweepCheckpoints(places);
  }

  /** Removes how far cells had come that nobody has gone on with for a month. */
  private static void sweepCheckpoints(Places places) throws IOException {
    if (!Files.isDirectory(places.checkpoints())) {
      return;
    }
    Instant limit = Instant.now().minus(30, ChronoUnit.DAYS);
    List<Path> folders;
    try (Stream<Path> found = Files.list(places.checkpoints())) {
      folders = found.toList();
    }
    for (Path folder : folders) {
      // A folder changes whenever a file in it is replaced.
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
        AtomicFiles.deleteFolder(folder);
      }
    }
  }

  private static Matcher name(Path path) {
    return BESIDE_A_CELL.matcher(path.getFileName().toString());
  }

  /** A cell that was set aside for one that did not come, and the log of one that came. */
  private static void restore(Path leftover) throws IOException {
    Matcher name = name(leftover);
    if (!name.matches()) {
      return;
    }
    Path cell = leftover.resolveSibling(name.group(1));
    if (name.group(2).equals("old") && !Files.exists(cell)) {
      Files.move(leftover, cell, StandardCopyOption.ATOMIC_MOVE);
    }
    Path log = RunLayout.log(cell);
    if (name.group(2).equals("log") && Files.exists(RunLayout.result(cell)) && !Files.exists(log)) {
      Files.move(leftover, log, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
