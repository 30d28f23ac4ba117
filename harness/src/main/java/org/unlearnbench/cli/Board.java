package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.TablePrinter;
import org.unlearnbench.run.extension.Extensions;

/** Prints the board of some runs. */
final class Board {
  private Board() {}

  static void print(Extensions extensions, List<RunDirectory> runs, PrintWriter out)
      throws IOException {
    if (runs.stream().allMatch(run -> run.cells().isEmpty())) {
      return;
    }
    for (TablePrinter printer : extensions.printers()) {
      out.print(printer.print(runs, Terminal.outputWidth()));
    }
    for (RunDirectory run : runs) {
      out.print("results: " + new RunLayout(run.path()).runs() + "\n");
    }
    out.flush();
  }
}
