package org.unlearnbench.run;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.unlearnbench.io.PrintableOutput;

/** A bar with the time left, for a terminal. */
public final class TerminalProgress implements RunProgress {
  private final PrintStream out;
  private final int width;
  private ProgressBar bar;
  private RunTicks ticks;

  /**
   * A bar.
   *
   * @param out moves the cursor; nothing from outside that would do that is written to it
   * @param width columns of the terminal
   */
  public TerminalProgress(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public synchronized void begin(int cells, int originals) {
    ticks = new RunTicks(cells, originals);
    bar =
        new ProgressBarBuilder()
            .setTaskName("cells")
            .setUnit("", RunTicks.EACH)
            .setInitialMax(ticks.all())
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(out, width))
            .build();
  }

  @Override
  public synchronized void progress(String cell, String phase, int done, int total) {
    if (bar == null) {
      return;
    }
    bar.setExtraMessage(PrintableOutput.line(" " + cell + ": " + phase + " " + done + "/" + total));
    ticks.progress(cell, phase, done, total);
    bar.stepTo(ticks.done());
  }

  @Override
  public synchronized void ended(String cell, String outcome) {
    if (bar == null) {
      return;
    }
    ticks.ended(cell);
    bar.stepTo(ticks.done());
    if (!outcome.startsWith("ok")) {
      note(cell + ": " + outcome);
    }
  }

  @Override
  public synchronized void note(String line) {
    // Over the bar's line, which is drawn again below.
    out.print(
        "\r"
            + " ".repeat(Math.max(0, width - 1))
            + "\r"
            + PrintableOutput.line(line)
            + System.lineSeparator());
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
