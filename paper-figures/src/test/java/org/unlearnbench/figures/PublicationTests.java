package org.unlearnbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.AtomicFiles;
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
  void aDamagedFileIsLeftOutAndNamedAndTheRestIsThere() throws IOException {
    FakeRun run = run();
    Cell aru = run.cells().stream().filter(c -> c.method().equals("aru")).findFirst().orElseThrow();
    Path artefacts = run.folder(aru).resolve("artefacts");
    Path mask = artefacts.resolve("mask.csv");
    AtomicFiles.write(mask, "layer,filter,score,masked\nconv1,0,high,1\n");
    AtomicFiles.write(artefacts.resolve("noise-0.png"), "no picture \u001b[31m");
    AtomicFiles.write(artefacts.resolve("noise.csv"), "layer,filter\n");
    AtomicFiles.write(run.path().resolve("config.resolved.yaml"), "a: [\u0007\n");
    new Publication().write(List.of(run), folder.resolve("out"));
    String page = Files.readString(folder.resolve("out/report.html"));
    assertThat(page)
        .contains("Left out</strong>: " + mask + ":2, column score: found")
        .contains(artefacts.resolve("noise-0.png") + ": is no strip of three square images")
        .contains(artefacts.resolve("noise.csv").toString())
        .contains(run.path().resolve("config.resolved.yaml") + ": is not valid YAML")
        .contains("ARU has the best NoMUS")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void figuresTakeTheSizeThatAJournalWants() throws IOException {
    new Publication().sized(3.3 * 72, 8).write(List.of(run()), folder.resolve("sized"));
    String svg = Files.readString(folder.resolve("sized/figures/nomus-cmu-mufac.svg"));
    assertThat(svg)
        .contains("width=\"237.5pt\"")
        .contains("font-size=\"16\"")
        .contains(">ARU</text>")
        .contains("@font-face");
    assertThat(folder.resolve("sized/figures/nomus-cmu-mufac.pdf")).isNotEmptyFile();
  }
}
