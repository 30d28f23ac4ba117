package org.unlearnbench.baselines;

import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;

/** Settings that several methods of one source share. */
final class Published {
  /** The MUFAC and MUCAC notebooks. */
  static final String NDB796 = "ndb796/MachineUnlearning, arXiv 2311.02240";

  /** How every unlearning method of those notebooks trains. */
  static final Recipe NDB796_RECIPE = new Recipe(2, 64, 0.001, 0, 0, Schedule.constant());

  private Published() {}
}
