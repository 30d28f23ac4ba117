package org.unlearnbench.nn.checkpoint;

import java.io.IOException;

/** Has a state that a {@link StateFile} can hold, and that can be taken up again bit for bit. */
public interface Resumable {
  /** Has no state. */
  Resumable NOTHING =
      new Resumable() {
        @Override
        public void save(StateFile.Out out) {}

        @Override
        public void restore(StateFile.In in) {}
      };

  /** Writes all that {@link #restore} needs; changes nothing that could be noticed. */
  void save(StateFile.Out out) throws IOException;

  /** Takes up what {@link #save} wrote, read in the same order. */
  void restore(StateFile.In in) throws IOException;
}
