package org.unlearnbench.run;

import java.io.IOException;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LockFile;
import org.unlearnbench.result.RunLayout;

/**
 * Keeps others from writing into a run directory. The file may be deleted by hand while it is held:
 * then it is made again at once, and where another run was faster, that one has the directory.
 */
final class RunLock implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;

  private final RunLayout layout;
  private final Runnable whenLost;
  private final Thread watch;
  private LockFile lock;
  private boolean lost;

  /**
   * Holds a run directory.
   *
   * @param whenLost called by another thread when the directory is another run's
   * @throws InputException if another run writes there
   */
  RunLock(RunLayout layout, Runnable whenLost) throws IOException {
    this.layout = layout;
    this.whenLost = whenLost;
    this.lock =
        LockFile.tryHold(layout.lock())
            .orElseThrow(
                () ->
                    new InputException(
                        layout.root()
                            + ": another run is writing here; wait for it, or use --out"));
    this.watch = new Thread(this::watch, "run-lock");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      while (keep()) {
        Thread.sleep(LOOK_MILLIS);
      }
      whenLost.run();
    } catch (InterruptedException closed) {
      // that was all
    }
  }

  private synchronized boolean keep() {
    try {
      if (!lock.isInPlace()) {
        LockFile old = lock;
        lock = LockFile.tryHold(layout.lock()).orElse(old);
        lost = lock == old;
        if (!lost) {
          old.close();
        }
      }
    } catch (IOException e) {
      // a folder that cannot be read now; what is written there will say so
    }
    return !lost;
  }

  /**
   * To be called before anything is written.
   *
   * @throws InputException if the directory is another run's by now
   */
  void require() throws InputException {
    if (!keep()) {
      throw new InputException(
          layout.root()
              + ": its .lock was deleted, and another run is writing here now; this one stopped");
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    synchronized (this) {
      lock.close();
    }
  }
}
