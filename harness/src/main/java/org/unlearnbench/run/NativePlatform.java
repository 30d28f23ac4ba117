package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.unlearnbench.nn.Backend;

/** Which build of ND4J's native library this process uses. */
final class NativePlatform {
  static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

  /** Set by the launcher to the card it found. */
  private static final String CARD = "unlearnbench.card";

  private NativePlatform() {}

  /** What tells this library's results from those of others: part of every cache key. */
  static String key() {
    return key(Backend.ofThisProcess());
  }

  static String key(Backend backend) {
    return backend == Backend.CPU ? extension() : "-" + backend.key();
  }

  /** The card, if it is one that computes. */
  static Optional<String> card() {
    return Backend.ofThisProcess() == Backend.CPU
        ? Optional.empty()
        : Optional.of(System.getProperty(CARD, "unknown"));
  }

  /** What the launcher chose, else by the processor: {@code -onednn-avx2} or {@code -onednn}. */
  static String extension() {
    String chosen = System.getProperty(PROPERTY);
    if (chosen != null) {
      return chosen;
    }
    try {
      boolean avx2 = Files.readString(Path.of("/proc/cpuinfo")).contains(" avx2 ");
      return avx2 ? "-onednn-avx2" : "-onednn";
    } catch (IOException e) {
      return "-onednn";
    }
  }
}
