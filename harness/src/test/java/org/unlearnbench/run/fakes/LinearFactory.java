package org.unlearnbench.run.fakes;

import java.util.random.RandomGenerator;
import org.unlearnbench.config.Info;
import org.unlearnbench.nn.LinearNetwork;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkSpec;

/** {@link LinearNetwork} by name. */
public final class LinearFactory implements NetworkFactory {
  @Override
  public Info info() {
    return new Info("linear", "Linear", "A linear classifier for tests.", "");
  }

  @Override
  public Network create(NetworkSpec spec, RandomGenerator random) {
    return LinearNetwork.create(spec, random);
  }
}
