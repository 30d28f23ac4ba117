package org.unlearnbench.method;

import java.util.function.IntPredicate;

/**
 * A part of a model's making whose state is stored now and then between its epochs, so that a
 * process can go on where one that was killed had stored it last.
 */
public interface Section {
  /** Begins at the beginning and stores nothing. */
  Section NONE =
      new Section() {
        @Override
        public int done() {
          return 0;
        }

        @Override
        public boolean isOver() {
          return false;
        }

        @Override
        public void finished(int done, int total, boolean over) {}
      };

  /** Epochs that an earlier process had finished; their result has been restored. */
  int done();

  /** Whether an earlier process had finished all. */
  boolean isOver();

  /**
   * An epoch is over: may store the state.
   *
   * @param over whether it was the last one
   */
  void finished(int done, int total, boolean over);

  /**
   * Does the epochs that are left.
   *
   * @param work does an epoch, given the number of those before it; false ends the section after it
   * @param listener is told of every epoch before its state is stored
   */
  default void run(int total, IntPredicate work, Trainer.EpochListener listener) {
    boolean over = isOver();
    for (int epoch = done(); epoch < total && !over; epoch++) {
      over = !work.test(epoch) || epoch + 1 == total;
      listener.epochFinished(epoch + 1, total);
      finished(epoch + 1, total, over);
    }
  }
}
