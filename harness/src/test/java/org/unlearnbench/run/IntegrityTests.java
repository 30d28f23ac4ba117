package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.edited;
import static org.unlearnbench.run.RunFixture.stable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Unsealed;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.Fault;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.extension.Extensions;

/** Whatever is done to a file of a finished run: it is named, never used, and made again. */
class IntegrityTests {
  private static final CellId FINETUNE = new CellId("synthetic", "finetune", 1);

  @TempDir Path folder;
  private RunFixture fixture;
  private Experiment experiment;

  @BeforeEach
  void makeFixture() throws Exception {
    fixture = new RunFixture(folder);
    experiment = fixture.experiment("[original, finetune]").named("demo");
  }

  /** A report that is made of results. */
  private static final class Page implements Publisher {
    @Override
    public String name() {
      return "page";
    }

    @Override
    public void write(List<RunDirectory> runs, Path out) throws IOException {
      AtomicFiles.write(out.resolve("report.html"), "<p>" + runs.get(0).cells().size() + "</p>");
      AtomicFiles.write(out.resolve("figures/a.svg"), "<svg/>");
    }
  }

  private Outcome run() throws Exception {
    Extensions own = fixture.extensions;
    Extensions extensions =
        new Extensions(
            own.sources(), own.methods(), own.networks(), own.metrics(), List.of(new Page()));
    return new Runner(extensions, fixture.places, fixture.progress(), new InProcessExecutor())
        .run(experiment, false);
  }

  /** Every file of the run that is the same in each run, by its path. */
  private static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString();
        if (name.matches(
            "(cells/.*/(outputs.*|artefacts/.*)|plan.json|metrics.json|report.html)")) {
          content.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content;
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(file, bytes);
  }

  private static List<String> faults(Path root) throws IOException {
    return StoredRun.inspect(root, true).faults().stream().map(Fault::text).toList();
  }

  @Test
  void oneFlippedBitInAnyFileIsNamedAndTheFileMadeAgain() throws Exception {
    Outcome first = run();
    assertThat(faults(first.run())).isEmpty();
    List<String> rows = stable(first);
    Map<String, String> expected = content(first.run());
    RunLayout layout = new RunLayout(first.run());
    Path finetune = layout.cell(FINETUNE);
    for (Path file :
        List.of(
            RunLayout.result(finetune),
            RunLayout.outputs(finetune),
            RunLayout.artefacts(finetune).resolve("draws.csv"),
            layout.plan(),
            layout.metrics(),
            layout.runs(),
            layout.provenance(),
            layout.root().resolve("report.html"),
            layout.root().resolve("figures/a.svg"))) {
      for (boolean end : new boolean[] {false, true}) {
        int at = (int) (end ? Files.size(file) - 2 : Files.size(file) / 2);
        flip(file, at);
        Outcome again = run();
        assertThat(fixture.shown()).as(file + " at " + at).contains(file.toString(), "again");
        assertThat(stable(again)).as(file.toString()).isEqualTo(rows);
        assertThat(content(first.run())).isEqualTo(expected);
        assertThat(faults(first.run())).isEmpty();
        run();
        assertThat(fixture.shown()).as("the run after " + file).doesNotContain("note: ");
      }
      Files.delete(file);
      run();
      assertThat(content(first.run())).as(file + " deleted").isEqualTo(expected);
      assertThat(faults(first.run())).isEmpty();
      run();
      assertThat(fixture.shown()).doesNotContain("note: ");
    }
  }

  @Test
  void readersRefuseWhatResultsRestOn() throws Exception {
    Path root = run().run();
    RunLayout layout = new RunLayout(root);
    Path finetune = layout.cell(FINETUNE);
    for (Path file :
        List.of(RunLayout.result(finetune), RunLayout.outputs(finetune), layout.metrics())) {
      byte[] good = Files.readAllBytes(file);
      flip(file, good.length / 2);
      assertThatThrownBy(() -> StoredRun.open(root))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": ");
      Files.write(file, good);
      StoredRun.open(root);
    }
    // What is beside the results is left out of a report by name.
    Path artefact = RunLayout.artefacts(finetune).resolve("draws.csv");
    flip(artefact, 3);
    assertThat(StoredRun.open(root).damaged().get(artefact)).startsWith(artefact + ": is damaged");
    Files.writeString(RunLayout.artefacts(finetune).resolve("mask.csv"), "x");
    assertThat(faults(root))
        .anyMatch(line -> line.endsWith("mask.csv: was not there when it was made"));
  }

  /** An edit that writes the file's own checksum anew is told by the run's provenance. */
  @Test
  void aResultWithAChecksumOfItsOwnIsNotTheOneThatWasMade() throws Exception {
    Outcome first = run();
    Path result = RunLayout.result(cell(first, "finetune", 1));
    ObjectNode forged = JsonFile.read(result, 1);
    ((ObjectNode) forged.get("metrics")).put("retain_accuracy", 0.987654321);
    JsonFile.write(result, forged);
    assertThat(JsonFile.read(result, 1)).isEqualTo(forged);
    assertThatThrownBy(() -> StoredRun.open(first.run()))
        .hasMessage(result + ": is not the file that provenance.json has the SHA-256 of");
    // Nor does a run of something else accept it.
    Experiment other = fixture.experiment("[retrain]");
    Outcome beside = fixture.run(other);
    assertThat(fixture.shown())
        .contains("1 cell damaged (" + result)
        .contains("left out, as not asked for here");
    assertThat(stable(beside)).noneMatch(line -> line.contains(",finetune,"));
    assertThatThrownBy(() -> StoredRun.open(first.run())).hasMessageContaining("finetune");
    assertThat(stable(run())).anyMatch(line -> line.contains(",finetune,"));
    assertThat(fixture.shown()).contains("made again");
    assertThat(Files.readString(result)).doesNotContain("0.987654321");
    StoredRun.open(first.run());
  }

  @Test
  void cellsTakenAwayAreToldFromThoseNotMadeYet() throws Exception {
    experiment = edited(experiment, List.of(1L, 2L, 3L), 1, Map.of(), Map.of());
    Path root = run().run();
    RunLayout layout = new RunLayout(root);
    assertThat(StoredRun.open(root).missing().text()).isEmpty();
    AtomicFiles.deleteFolder(layout.cell(FINETUNE));
    AtomicFiles.deleteFolder(layout.cell(new CellId("synthetic", "finetune", 3)));
    assertThat(StoredRun.open(root).missing().text())
        .contains(
            "2 of 6 planned cells missing (made once and gone: synthetic/finetune/seed-1,"
                + " synthetic/finetune/seed-3)");
    run();
    assertThat(fixture.shown()).contains("note: 2 cells made once and gone: made again");
    assertThat(StoredRun.open(root).missing().text()).isEmpty();
    // More seeds for one method only: the others' are planned, and not made.
    fixture.run(edited(fixture.experiment("[original]"), List.of(4L), 1, Map.of(), Map.of()));
    assertThat(StoredRun.open(root).missing().text())
        .contains("1 of 8 planned cells missing (not made yet: synthetic/finetune/seed-4)");
    assertThat(StoredRun.open(root).unrecorded()).isEmpty();
  }

  @Test
  void oneFlippedBitInTheStoredOriginalIsSaidAndItsModelTrainedAgain() throws Exception {
    Outcome first = run();
    List<String> rows = stable(first);
    Path weights;
    try (Stream<Path> files = Files.walk(folder.resolve("cache/originals"))) {
      weights = files.filter(f -> f.endsWith("model.safetensors")).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(weights);
    flip(weights, -3);
    AtomicFiles.deleteFolder(cell(first, "finetune", 1));
    assertThat(stable(run())).isEqualTo(rows);
    assertThat(fixture.shown())
        .contains("note: the stored Original is not used: " + weights + ": is damaged")
        .contains("cells to make: 1, originals to train first: 1");
    assertThat(weights).hasBinaryContent(good);
  }

  /** Runs of before there were checksums open as they did. */
  @Test
  void aRunOfOldOpens() throws Exception {
    Path root = run().run();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Files.writeString(file, Unsealed.read(file));
      }
    }
    RunLayout layout = new RunLayout(root);
    for (String method : List.of("original", "finetune")) {
      Path result = RunLayout.result(layout.cell(new CellId("synthetic", method, 1)));
      ObjectNode node = JsonFile.read(result, 1);
      node.remove("files");
      AtomicFiles.write(result, JsonFile.text(node));
    }
    ObjectNode provenance = JsonFile.read(layout.provenance(), 1);
    provenance.remove("files");
    AtomicFiles.write(layout.provenance(), JsonFile.text(provenance));
    StoredRun old = StoredRun.open(root);
    assertThat(old.cells()).hasSize(2);
    assertThat(old.isOfOld()).isTrue();
    // Its results are no more those that its provenance has the hash of.
    assertThat(old.faults()).singleElement().extracting(Fault::beside).isEqualTo(true);
    assertThat(run().failed()).isEmpty();
    assertThat(StoredRun.open(root).faults()).isEmpty();
    assertThat(StoredRun.open(root).isOfOld()).isFalse();
  }
}
