package org.unlearnbench.nn.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.onednn.OneDnnKernels;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** What ND4J computes on in this process. */
public final class Nd4jBackend {
  /** System property: megabytes that arrays outside the Java heap may take, on the processor. */
  public static final String MAX_MEGABYTES = "unlearnbench.max-array-megabytes";

  /** System property: where JavaCPP unpacks the native libraries. */
  private static final String LIBRARIES = "org.bytedeco.javacpp.cachedir";

  private Nd4jBackend() {}

  /**
   * The backend that ND4J took.
   *
   * @throws UncheckedIOException if its native libraries cannot be loaded
   */
  public static Backend found() {
    try {
      boolean cpu = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
      return cpu ? Backend.CPU : Backend.CUDA;
    } catch (LinkageError e) {
      throw unusable(e);
    }
  }

  /** What ND4J itself says is that some class could not be initialised. */
  static UncheckedIOException unusable(LinkageError failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String folder = System.getProperty(LIBRARIES, "");
    Path place =
        folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
            : Path.of(folder);
    InputException problem =
        new InputException(
            ("the native libraries cannot be loaded (%s); they are unpacked once, about 500 MB,"
                    + " to %s, where %s; JAVA_TOOL_OPTIONS=-D%s=FOLDER takes another folder")
                .formatted(cause, place, free(place), LIBRARIES));
    problem.addSuppressed(failure);
    return new UncheckedIOException(problem);
  }

  private static String free(Path place) {
    Path there = place.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return (Files.getFileStore(there).getUsableSpace() >> 20)
          + " MB are free"
          + (Files.isWritable(there) ? "" : " and nothing can be written");
    } catch (IOException e) {
      return "nothing can be seen (" + e.getMessage() + ")";
    }
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
