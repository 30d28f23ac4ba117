package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTests {
  @TempDir Path folder;

  @Test
  void nothingIsMissingAndNothingIsLeft() throws IOException {
    assertThat(Surroundings.missing(1L << 30, folder)).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderThatTakesNoFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path wrong : List.of(folder.resolve("none"), file)) {
      assertThat(Surroundings.missing(1L << 30, wrong).orElseThrow())
          .startsWith("the folder for temporary files, " + wrong + ", cannot be written: ")
          .endsWith("; set it with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER")
          .doesNotContain("\n");
    }
  }

  /** The process itself says it, on one line; of a heap that small much else would fail. */
  @Test
  void aSmallHeapIsOneLine() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "list",
                "metrics")
            .start();
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .matches(
            "unlearn: Java's heap: found 2\\d MB, expected at least 60; set it with .*-Xmx1g\n");
  }
}
