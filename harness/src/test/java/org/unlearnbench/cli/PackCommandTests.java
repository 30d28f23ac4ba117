package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredPlan;
import picocli.CommandLine;

class PackCommandTests {
  @TempDir Path folder;
  private Path run;
  private Path artefact;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A run of images of which nothing says that they may be shown. */
  @BeforeEach
  void make() throws Exception {
    run = folder.resolve("demo");
    RunLayout layout = new RunLayout(run);
    PlannedCell planned = new PlannedCell("faces", "aru", 1, "key");
    AtomicFiles.write(
        layout.plan(), new StoredPlan("demo", "nomus", List.of(planned), Map.of()).text());
    Path cell = layout.cell(new CellId("faces", "aru", 1));
    new Cell("faces", "aru", "ARU", 1, Cell.Status.FAILED, "", Map.of(), Map.of(), Map.of())
        .madeOf("key", Optional.empty(), Map.of())
        .write(cell);
    artefact = RunLayout.artefacts(cell).resolve("noise-0.png");
  }

  private int pack(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("pack"));
    all.addAll(List.of(arguments));
    return commandLine.execute(all.toArray(new String[0]));
  }

  @Test
  void theSameRunGivesTheSameBytes() throws Exception {
    assertThat(pack(run.toString())).isZero();
    Path archive = folder.resolve("demo.zip");
    byte[] first = Files.readAllBytes(archive);
    assertThat(out.toString()).contains("2 files, SHA-256 ");
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("demo/cells/faces/aru/seed-1/result.json", "demo/plan.json");
    }
    assertThat(pack(run.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("exists; --force replaces it");
    Files.setLastModifiedTime(new RunLayout(run).plan(), FileTime.fromMillis(0));
    assertThat(pack(run.toString(), "--force")).isZero();
    assertThat(archive).hasBinaryContent(first);
  }

  @Test
  void refusesPicturesOfImagesThatMayNotBeShown() throws Exception {
    AtomicFiles.write(artefact, bytes -> bytes.write(new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
    assertThat(pack(run.toString(), "-o", folder.resolve("x.zip").toString())).isEqualTo(1);
    assertThat(err.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("refused: " + artefact + ": "),
            line -> assertThat(line).startsWith("nothing written: "));
    assertThat(folder.resolve("x.zip")).doesNotExist();
  }

  @Test
  void refusesAnArchiveInsideTheRunAndARunWithoutCells() throws Exception {
    assertThat(pack(run.toString(), "-o", run.resolve("x.zip").toString())).isEqualTo(2);
    AtomicFiles.deleteFolder(new RunLayout(run).cells());
    assertThat(pack(run.toString())).isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("lies in the run directory it is to hold"),
            line -> assertThat(line).contains("has no finished cell"));
  }
}
