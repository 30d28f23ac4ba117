package org.unlearnbench.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.unlearnbench.io.PrintableOutput;

/** A line per cell, and every minute one with the time left: for logs and pipes. */
public final class PlainProgress implements RunProgress {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final PrintStream out;
  private int cells;
  private int ended;
  private final LongSupplier nanos;
  private RunTicks ticks;
  private long begun;
  private long told;

  public PlainProgress(PrintStream out) {
    this(out, System::nanoTime);
  }

  PlainProgress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  @Override
  public void begin(int cells, int originals) {
    this.cells = cells;
    ticks = new RunTicks(cells, originals);
    begun = nanos.getAsLong();
    told = begun;
    out.println("cells to make: " + cells + ", originals to train first: " + originals);
  }

  @Override
  public void progress(String cell, String phase, int done, int total) {
    if (ticks == null) {
      return;
    }
    ticks.progress(cell, phase, done, total);
    long now = nanos.getAsLong();
    if (now - told >= MINUTE) {
      told = now;
      String left = "";
      if (ticks.done() > 0) {
        double rest = (double) (ticks.all() - ticks.done()) / ticks.done() * (now - begun);
        left = ", about " + Math.max(1, Math.round(rest / MINUTE)) + " min left";
      }
      note("[%d/%d] %s: %s %d/%d%s".formatted(ended, cells, cell, phase, done, total, left));
    }
  }

  @Override
  public void ended(String cell, String outcome) {
    ended++;
    if (ticks != null) {
      ticks.ended(cell);
    }
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
