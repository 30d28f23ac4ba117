package org.unlearnbench.run;

/** Shows how far a run is. Called from one thread. */
public interface RunProgress extends AutoCloseable {

  /**
   * The work begins.
   *
   * @param cells cells to do
   * @param originals originals to train first
   */
  void begin(int cells, int originals);

  /** A unit of a cell's work is over. */
  void progress(String cell, String phase, int done, int total);

  /** A cell ended; {@code outcome} says how. */
  void ended(String cell, String outcome);

  /** Something the user should read. */
  void note(String line);

  /** The work is over or broken off. */
  @Override
  void close();
}
