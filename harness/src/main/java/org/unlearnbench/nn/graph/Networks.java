package org.unlearnbench.nn.graph;

import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.onednn.OneDnnKernels;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** Where networks on the graph come from. */
public final class Networks {
  private Networks() {}

  /**
   * A ResNet-18 with all parameters zero, on the kernels of ND4J's backend: oneDNN's on the CPU,
   * ND4J's own operations on any other.
   */
  public static Network resNet18(NetworkSpec spec) {
    boolean cpu = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    return resNet18(spec, cpu ? new OneDnnKernels() : new Nd4jKernels());
  }

  /** A ResNet-18 with all parameters zero, on given kernels. */
  public static Network resNet18(NetworkSpec spec, Kernels kernels) {
    return ResNet18.build(spec, kernels);
  }
}
