package org.unlearnbench.run.cell;

/** Hears how far a piece of work is. */
@FunctionalInterface
interface PhaseListener {

  /**
   * A unit is over.
   *
   * @param phase what is being done
   * @param done units finished
   * @param total units in all
   */
  void progress(String phase, int done, int total);
}
