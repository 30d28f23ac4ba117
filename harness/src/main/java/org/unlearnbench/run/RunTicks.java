package org.unlearnbench.run;

import java.util.HashMap;
import java.util.Map;
import org.unlearnbench.run.cell.Worker;

/** How much of a run is done: a cell and the training of an original each count the same. */
final class RunTicks {
  /** Of a cell, and of the training of an original. */
  static final int EACH = 100;

  private final long all;
  private final Map<String, Running> running = new HashMap<>();
  private long finished;

  /** A cell under way: ticks of what it is doing now, and whether that is training an original. */
  private record Running(int ticks, boolean original) {}

  RunTicks(int cells, int originals) {
    all = (long) (cells + originals) * EACH;
  }

  void progress(String cell, String phase, int done, int total) {
    int ticks = total <= 0 ? 0 : (int) ((long) EACH * Math.min(done, total) / total);
    boolean original = phase.equals(Worker.TRAIN_ORIGINAL);
    Running before = running.put(cell, new Running(ticks, original));
    // An original is over when the cell that needed it goes on with something else.
    if (before != null && before.original && !original) {
      finished += EACH;
    }
  }

  void ended(String cell) {
    Running before = running.remove(cell);
    finished += before != null && before.original ? 2 * EACH : EACH;
  }

  long all() {
    return all;
  }

  long done() {
    return Math.min(all, finished + running.values().stream().mapToLong(Running::ticks).sum());
  }
}
