package org.unlearnbench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.RunLayout;

/**
 * Sorts what a worker prints into the logs of its cells, each beside its cell until that is in
 * place. Lines before the first cell belong to the first one.
 */
final class CellLogs implements AutoCloseable {
  private static final int MOST_EARLY_LINES = 1000;

  private final RunLayout layout;
  private final List<String> early = new ArrayList<>();
  private PrintWriter writer;

  CellLogs(RunLayout layout) {
    this.layout = layout;
  }

  void begin(CellId cell) throws IOException {
    close();
    Path log = layout.stagingLog(cell);
    Files.createDirectories(log.getParent());
    writer = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true);
    early.forEach(line -> writer.print(line + "\n"));
    early.clear();
  }

  void line(String line) {
    if (writer != null) {
      writer.print(line + "\n");
      writer.flush();
    } else if (early.size() < MOST_EARLY_LINES) {
      early.add(line);
    }
  }

  /** Ends the current cell's log. */
  void end() {
    close();
  }

  /** What was printed before a worker came to its first cell. */
  List<String> early() {
    return List.copyOf(early);
  }

  /** Moves a cell's log into the cell's folder, if there is one. */
  static void moveIntoPlace(RunLayout layout, CellId cell) throws IOException {
    Path log = layout.stagingLog(cell);
    Path folder = layout.cell(cell);
    if (Files.exists(log)) {
      Files.move(log, RunLayout.log(folder), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
