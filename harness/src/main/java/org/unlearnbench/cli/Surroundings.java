package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What every command needs, checked before one fails half-way for want of it. */
final class Surroundings {
  private static final int LEAST_MEGABYTES = 60;

  /** More than a small file takes on any file system. */
  private static final int BYTES_TO_TRY = 1 << 16;

  private static final String SET = "set it with JAVA_TOOL_OPTIONS=";

  private Surroundings() {}

  /**
   * What is missing, on one line.
   *
   * @param heap most bytes of Java's heap
   * @param temporary Java's folder for temporary files
   */
  static Optional<String> missing(long heap, Path temporary) {
    if (heap >> 20 < LEAST_MEGABYTES) {
      return Optional.of(
          "Java's heap: found %d MB, expected at least %d; %s-Xmx1g"
              .formatted(heap >> 20, LEAST_MEGABYTES, SET));
    }
    try {
      Path tried = Files.createTempFile(temporary, "unlearnbench-", ".tmp");
      try {
        Files.write(tried, new byte[BYTES_TO_TRY]);
      } finally {
        Files.delete(tried);
      }
      return Optional.empty();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).replace(temporary + ": ", "");
      return Optional.of(
          "the folder for temporary files, %s, cannot be written: %s; %s-Djava.io.tmpdir=FOLDER"
              .formatted(temporary, reason, SET));
    }
  }
}
