package org.unlearnbench.nn.graph;

import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.onednn.OneDnnKernels;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** What ND4J computes on in this process. */
public final class Nd4jBackend {
  /** System property: megabytes that arrays outside the Java heap may take, on the processor. */
  public static final String MAX_MEGABYTES = "unlearnbench.max-array-megabytes";

  private Nd4jBackend() {}

  /** The backend that ND4J took. */
  public static Backend found() {
    boolean cpu = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    return cpu ? Backend.CPU : Backend.CUDA;
  }

  /**
   * Makes the kernels of ND4J's backend: oneDNN's on the CPU, ND4J's own operations on any other.
   *
   * @throws IllegalStateException if ND4J took another backend than this process was started for
   */
  static Supplier<Kernels> kernels() {
    Backend found = found();
    Backend asked = Backend.asked().orElse(found);
    if (asked != found) {
      throw new IllegalStateException("asked for " + asked.key() + ", ND4J took " + found.key());
    }
    Long limit = Long.getLong(MAX_MEGABYTES);
    if (limit != null && found == Backend.CPU) {
      // JavaCPP's own limits do not reach ND4J's arrays.
      Nd4j.getEnvironment().setDeviceLimit(0, limit << 20);
    }
    return found == Backend.CPU ? OneDnnKernels::new : Nd4jKernels::new;
  }
}
