package org.unlearnbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files as they were before there were checksums, for tests that write wrong ones. */
public final class Unsealed {
  private Unsealed() {}

  /** The text of {@code file} without its checksum. */
  public static String read(Path file) throws IOException {
    return text(Files.readString(file));
  }

  /** {@code sealed} without its checksum. */
  public static String text(String sealed) {
    return sealed.replaceFirst(",\n  \"sha256\" : \"[0-9a-f]{64}\"\n}\n$", "\n}\n");
  }
}
