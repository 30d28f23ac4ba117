package org.unlearnbench.nn;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unlearnbench.config.Described;

/** A kind of network that a configuration can name; found by {@link java.util.ServiceLoader}. */
public interface NetworkFactory extends Described {

  /**
   * A freshly initialised network.
   *
   * @param random the only source of its initial weights
   */
  Network create(NetworkSpec spec, RandomGenerator random);

  /**
   * How much memory such a network takes; nothing if that is not known, and then nobody checks
   * whether it fits.
   */
  default Optional<NetworkFootprint> footprint(NetworkSpec spec) {
    return Optional.empty();
  }
}
