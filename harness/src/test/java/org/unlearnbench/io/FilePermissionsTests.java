package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read what is written is for the user's mask to say. */
class FilePermissionsTests {
  @TempDir Path folder;

  /** Writes a file in a process with a mask of its own. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      AtomicFiles.write(Path.of(arguments[0]), "text");
    }
  }

  @ParameterizedTest
  @CsvSource({"077, rw-------", "027, rw-r-----", "002, rw-rw-r--"})
  void followTheMask(String mask, String expected) throws Exception {
    Path file = folder.resolve("file.txt");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String command = "umask " + mask + "; exec \"$@\"";
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                command,
                "bash",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(expected);
    assertThat(folder).isDirectoryContaining("glob:**/file.txt");
  }

  @Test
  void leavesNoOtherFile() throws Exception {
    AtomicFiles.write(folder.resolve("file.txt"), "text");
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }
}
