package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputExceptionTests {
  @TempDir Path folder;

  private String said(String name) {
    return InputException.noFile(folder.resolve(name), "no such file");
  }

  /** Only what is nowhere is said to be missing. */
  @Test
  void whatIsInPlaceOfAFile() throws IOException {
    assertThat(said("absent")).isEqualTo("no such file");
    Files.createDirectory(folder.resolve("box"));
    assertThat(said("box")).isEqualTo("is a folder, expected a file");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    assertThat(said("link")).isEqualTo("is a link to nowhere, which is not there");
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThat(said("circle")).startsWith("cannot be looked at: ");
    Files.writeString(folder.resolve("text"), "");
    assertThat(said("text/x")).isEqualTo("cannot be looked at: Not a directory");
    assertThat(InputException.noFile(Path.of("/dev/null"), "")).contains("neither a file");
  }
}
