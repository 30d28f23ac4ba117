package org.unlearnbench.run;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.unlearnbench.io.PrintableOutput;
import org.unlearnbench.run.cell.Worker;

/** A bar with the time left, for a terminal. */
public final class TerminalProgress implements RunProgress {
  /** A cell and the training of an original each count as many ticks. */
  private static final int TICKS = 100;

  private final PrintStream out;
  private final int width;
  private ProgressBar bar;
  private long finishedTicks;
  private final Map<String, Running> running = new HashMap<>();

  /** A cell under way: ticks of what it is doing now, and whether that is training an original. */
  private record Running(int ticks, boolean original) {}

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
    bar =
        new ProgressBarBuilder()
            .setTaskName("cells")
            .setUnit("", TICKS)
            .setInitialMax((long) (cells + originals) * TICKS)
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
    int ticks = total <= 0 ? 0 : (int) ((long) TICKS * Math.min(done, total) / total);
    boolean original = phase.equals(Worker.TRAIN_ORIGINAL);
    Running before = running.put(cell, new Running(ticks, original));
    // An original is over when the cell that needed it goes on with something else.
    if (before != null && before.original && !original) {
      finishedTicks += TICKS;
    }
    show();
  }

  private void show() {
    long ticks = finishedTicks + running.values().stream().mapToLong(Running::ticks).sum();
    bar.stepTo(Math.min(ticks, bar.getMax()));
  }

  @Override
  public synchronized void ended(String cell, String outcome) {
    if (bar == null) {
      return;
    }
    Running before = running.remove(cell);
    finishedTicks += before != null && before.original ? 2 * TICKS : TICKS;
    show();
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
