package org.unlearnbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.unlearnbench.io.AtomicFiles;

/**
 * Stored expected files. Run with {@code -Dgolden.update=true} to write them anew, then read the
 * difference before committing it.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/org/unlearnbench/figures");

  private Golden() {}

  /** Asserts that {@code actual} is what the file says, byte for byte. */
  public static void assertEquals(String file, String actual) throws IOException {
    Path path = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      AtomicFiles.write(path, actual);
    }
    assertThat(actual).as(file).isEqualTo(Files.readString(path));
  }
}
