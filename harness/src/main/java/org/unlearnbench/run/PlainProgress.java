package org.unlearnbench.run;

import java.io.PrintStream;
import org.unlearnbench.io.PrintableOutput;

/** One line per cell: for logs and pipes. */
public final class PlainProgress implements RunProgress {
  private final PrintStream out;
  private int cells;
  private int ended;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(int cells, int originals) {
    this.cells = cells;
    out.println("cells to make: " + cells + ", originals to train first: " + originals);
  }

  @Override
  public void progress(String cell, String phase, int done, int total) {
    // a line per epoch would drown the rest
  }

  @Override
  public void ended(String cell, String outcome) {
    ended++;
    note("[" + ended + "/" + cells + "] " + cell + ": " + outcome);
  }

  @Override
  public void note(String line) {
    out.println(PrintableOutput.line(line));
  }

  @Override
  public void close() {
    out.flush();
  }
}
