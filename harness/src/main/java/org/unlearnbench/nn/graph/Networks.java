package org.unlearnbench.nn.graph;

import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.onednn.OneDnnKernels;

/** Where networks on the graph come from. */
public final class Networks {
  private Networks() {}

  /** A ResNet-18 with all parameters zero. */
  public static Network resNet18(NetworkSpec spec) {
    return ResNet18.build(spec, new OneDnnKernels());
  }
}
