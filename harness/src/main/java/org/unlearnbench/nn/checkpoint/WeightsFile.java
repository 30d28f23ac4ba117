package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class WeightsFile {
  private WeightsFile() {}

  static void requireFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new CheckpointException(file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file + ": is not a file");
    }
  }
}
