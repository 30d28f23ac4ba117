package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which build of ND4J's native library this machine uses. */
final class NativePlatform {
  static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

  private NativePlatform() {}

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
