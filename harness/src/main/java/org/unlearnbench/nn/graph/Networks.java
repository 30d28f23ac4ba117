package org.unlearnbench.nn.graph;

import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.onednn.OneDnnKernels;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** Where networks on the graph come from. */
public final class Networks {
  /** System property: megabytes that arrays outside the Java heap may take, on the processor. */
  public static final String MAX_MEGABYTES = "unlearnbench.max-array-megabytes";

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
    Long limit = Long.getLong(MAX_MEGABYTES);
    if (limit != null && found == Backend.CPU) {
      // JavaCPP's own limits do not reach ND4J's arrays.
      Nd4j.getEnvironment().setDeviceLimit(0, limit << 20);
    }
    return resNet18(spec, found == Backend.CPU ? OneDnnKernels::new : Nd4jKernels::new);
  }

  /**
   * A ResNet-18 with all parameters zero, on given kernels.
   *
   * @param backend makes the kernels of this network, and those of each of its copies
   */
  public static Network resNet18(NetworkSpec spec, Supplier<Kernels> backend) {
    return ResNet18.build(spec, backend);
  }
}
