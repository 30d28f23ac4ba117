package org.unlearnbench.method;

import java.io.IOException;
import org.unlearnbench.config.Described;

/** An unlearning method; found by {@link java.util.ServiceLoader}. Stateless. */
public interface UnlearningMethod extends Described {

  /**
   * Turns {@code context.network()} into the unlearned model, in place. All of it is timed.
   *
   * @throws NonFiniteLossException if training diverges
   * @throws IOException if an artefact cannot be written
   */
  void unlearn(MethodContext context) throws IOException;

  /**
   * Where the network starts: at Original of the same seed, or freshly initialised (with the
   * initial weights Original of that seed had).
   */
  default Start start() {
    return Start.ORIGINAL;
  }

  /**
   * Whether the time {@link #unlearn} takes is what unlearning costs. It is not where a model that
   * was made elsewhere is only loaded; the cell then has no unlearning time.
   */
  default boolean isTimed() {
    return true;
  }

  /** The state a method is given. */
  enum Start {
    ORIGINAL,
    FRESH
  }
}
