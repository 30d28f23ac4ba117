package org.unlearnbench.nn.graph;

import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.onednn.OneDnnKernels;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** Where networks on the graph come from. */
public final class Networks {
  private Networks() {}

  /** The backend that ND4J took. */
  public static Backend backend() {
    boolean cpu = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    return cpu ? Backend.CPU : Backend.CUDA;
  }

  /**
   * A ResNet-18 with all parameters zero, on the kernels of ND4J's backend: oneDNN's on the CPU,
   * ND4J's own operations on any other.
   *
   * @throws IllegalStateException if ND4J took another backend than this process was started for
   */
  public static Network resNet18(NetworkSpec spec) {
    Backend found = backend();
    Backend asked = Backend.asked().orElse(found);
    if (asked != found) {
      throw new IllegalStateException("asked for " + asked.key() + ", ND4J took " + found.key());
    }
    return resNet18(spec, found == Backend.CPU ? new OneDnnKernels() : new Nd4jKernels());
  }

  /** A ResNet-18 with all parameters zero, on given kernels. */
  public static Network resNet18(NetworkSpec spec, Kernels kernels) {
    return ResNet18.build(spec, kernels);
  }
}
