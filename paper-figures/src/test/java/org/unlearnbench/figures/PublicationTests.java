package org.unlearnbench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.Cell;

class PublicationTests {
  @TempDir Path folder;

  private FakeRun run() throws IOException {
    return FakeRun.quickstart(folder.resolve("run")).withFiles();
  }

  @Test
  void writesEverythingForPeople() throws IOException {
    Path out = folder.resolve("out");
    new Publication().write(List.of(run()), out);
    try (Stream<Path> entries = Files.list(out)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "leaderboard.csv", "tables", "summary.md", "figures", "report.html");
    }
  }

  @Test
  void aReportKeepsTheImagesToItself() throws IOException {
    new Publication().write(List.of(run()), folder);
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page).contains("data:image/png;base64,").contains("11 of 30 filters reset.");
    // The fixture's forget images are red all over, so a red picture would be one of them.
    for (String part : page.split("base64,")) {
      if (part.startsWith("iVBOR")) {
        byte[] png = java.util.Base64.getDecoder().decode(part.substring(0, part.indexOf('"')));
        java.awt.image.BufferedImage image =
            javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isEqualTo(16);
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isNotEqualTo(0xFF0000);
        assertThat(image.getRGB(15, 15) & 0xFFFFFF).isNotEqualTo(0xFF0000);
      }
    }
  }

  @Test
  void aDamagedArtefactIsNamedWithItsPlace() throws IOException {
    FakeRun run = run();
    Cell aru = run.cells().stream().filter(c -> c.method().equals("aru")).findFirst().orElseThrow();
    Path mask = run.folder(aru).resolve("artefacts/mask.csv");
    AtomicFiles.write(mask, "layer,filter,score,masked\nconv1,0,high,1\n");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new Publication().write(List.of(run), folder.resolve("out")))
        .withMessage(mask + ": row 1, column score: found 'high', expected a number");
    AtomicFiles.write(mask, "layer,filter\n");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new Publication().write(List.of(run), folder.resolve("out")))
        .withMessage(mask + ": has no column 'score'");
  }
}
