package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Unsealed;

class StoredRunTests {
  @TempDir Path root;

  @Test
  void opensWhatWasWritten() throws IOException {
    RunLayout layout = SampleRun.write(root);
    StoredRun run = StoredRun.open(root);
    assertThat(run.path()).isEqualTo(root);
    assertThat(run.experiment()).isEqualTo("demo");
    assertThat(run.rankingMetric()).isEqualTo("nomus");
    assertThat(run.cards()).isEqualTo(Map.of("good", SampleRun.card()));
    assertThat(run.cells())
        .containsExactly(
            SampleRun.cell(SampleRun.result("good", 1, Cell.Status.OK)),
            SampleRun.cell(SampleRun.result("bad", 1, Cell.Status.FAILED)));
    Cell good = run.cells().get(0);
    assertThat(run.folder(good)).isEqualTo(layout.cell(new CellId("faces", "good", 1)));
    assertThat(run.outputs(good).get(Split.UNSEEN).size()).isEqualTo(5);
    assertThatThrownBy(() -> run.outputs(run.cells().get(1)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has no outputs: the loss is NaN");
  }

  @Test
  void knowsWhatItsSplitsShareAndHowItWasTuned() throws IOException {
    RunLayout layout = SampleRun.write(root);
    StoredPlan plain = StoredPlan.read(layout.plan());
    assertThat(plain.tunedOn()).isEqualTo(Selection.NOT_STATED);
    assertThat(plain.data()).isEmpty();
    List<SplitOverlap> shared = List.of(new SplitOverlap(Split.RETAIN, Split.UNSEEN, 2, 7));
    StoredPlan plan =
        new StoredPlan(
            plain.experiment(),
            plain.ranking(),
            plain.cells(),
            plain.cards(),
            Map.of("faces", new StoredPlan.Data(Map.of(Split.TEST, 9), shared, Optional.of(true))),
            Selection.TEST);
    AtomicFiles.write(layout.plan(), plan.text());
    StoredRun run = StoredRun.open(root);
    assertThat(run.overlaps(run.cells().get(0))).isEqualTo(shared);
    assertThat(run.images(run.cells().get(0))).isEqualTo(Map.of(Split.TEST, 9));
    assertThat(run.tunedOn(run.cells().get(0))).isEqualTo(Selection.TEST);
    assertThat(run.imagesMayBeShown(run.cells().get(0))).isTrue();
    for (String[] damage :
        new String[][] {
          {"\"unseen\"", "\"unsean\"", "no split is called 'unsean'"},
          {": 7", ": -7", "found -7, expected a count"},
          {": 9", ": 9.5", "found 9.5, expected a count"},
          {"\"test\" : 9", "\"text\" : 9", "no split is called 'text'"},
          {": 2,", ": \"two\",", "found \"two\", expected a count"},
        }) {
      AtomicFiles.write(layout.plan(), Unsealed.text(plan.text()).replace(damage[0], damage[1]));
      assertThatThrownBy(() -> StoredRun.open(root)).hasMessage(layout.plan() + ": " + damage[2]);
    }
  }

  @Test
  void leavesOutCellsOfAnotherPlan() throws IOException {
    RunLayout layout = SampleRun.write(root);
    Cell result = SampleRun.result("good", 1, Cell.Status.OK);
    result
        .madeOf("other", Optional.of(SampleRun.TASK), Map.of())
        .write(layout.cell(new CellId("faces", "good", 1)));
    assertThat(StoredRun.open(root).cells()).extracting(Cell::method).containsExactly("bad");
  }

  @Test
  void refusesWhatIsNoRunDirectory() throws IOException {
    Path missing = root.resolve("none");
    assertThatThrownBy(() -> StoredRun.open(missing))
        .hasMessage(missing + ": no such folder, expected a run directory");
    assertThatThrownBy(() -> StoredRun.open(root))
        .hasMessage(root + ": is no run directory: it has no plan.json");
  }

  @Test
  void refusesDamagedFilesByName() throws IOException {
    RunLayout layout = SampleRun.write(root);
    Path result = RunLayout.result(layout.cell(new CellId("faces", "good", 1)));
    String text = Unsealed.read(result);
    for (Map.Entry<String, String> damage :
        Map.of(
                text.substring(0, 40),
                "is not valid JSON in line",
                text.replace("\"ok\"", "\"fine\""),
                "found the status 'fine'",
                text.replace("\"seed\"", "\"sead\""),
                "field 'seed' is missing",
                text.replace("4.25", "\"4\""),
                "'seconds.unlearn' is not a number",
                text.replace("version\" : 1", "version\" : 9"),
                "found format_version 9, expected 1",
                text.replace("format_version", "format"),
                "field 'format_version' is missing, expected 1",
                "[]",
                "is not a JSON object")
            .entrySet()) {
      Files.writeString(result, damage.getKey());
      assertThatThrownBy(() -> StoredRun.open(root))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(result + ": " + damage.getValue());
    }
  }

  @Test
  void aPlanCannotLeadOutOfTheRunDirectory() throws IOException {
    RunLayout layout = SampleRun.write(root);
    String plan = Unsealed.read(layout.plan());
    Files.writeString(layout.plan(), plan.replace("\"good\"", "\"../../x\""));
    assertThatThrownBy(() -> StoredRun.open(root)).hasMessageContaining("found the name '../../x'");
  }

  @Test
  void runsFileHasTheContractsColumns() throws IOException {
    List<Cell> cells =
        List.of(
            SampleRun.cell(SampleRun.result("good", 1, Cell.Status.OK)),
            SampleRun.cell(SampleRun.result("bad", 2, Cell.Status.FAILED)));
    assertThat(RunsFile.text("demo", cells))
        .isEqualTo(
            """
            experiment,dataset,method,seed,status,test_accuracy,tow,unlearn_seconds,rte,\
            train_seconds,load_seconds,evaluate_seconds
            demo,faces,good,1,ok,0.3333333333333333,NA,4.25,2.5,NA,NA,NA
            demo,faces,bad,2,failed,NA,NA,4.25,NA,NA,NA,NA
            """);
    assertThat(RunsFile.text("demo", List.of()))
        .startsWith("experiment,dataset,method,seed,status,unlearn_seconds,");
  }

  @Test
  void runsFileSaysWhatPhasesCostAndWallTimesOfCellsMadeAlone() {
    Cell alone = SampleRun.cell(SampleRun.result("good", 1, Cell.Status.OK));
    Map<String, Cost> costs = new LinkedHashMap<>();
    costs.put("load", new Cost(0, 0, 0, Optional.of(0.25)));
    costs.put("unlearn", new Cost(4, 50, 40, Optional.of(5.5)));
    costs.put("unlearn.attack", new Cost(0, 10, 10, Optional.empty()));
    Cell beside =
        alone.costing(costs).madeOf("key", Optional.of(SampleRun.TASK), Map.of("workers", "2"));
    assertThat(RunsFile.text("demo", List.of(beside, alone)))
        .isEqualTo(
            """
            experiment,dataset,method,seed,status,test_accuracy,tow,unlearn_seconds,rte,\
            train_seconds,load_seconds,evaluate_seconds,\
            unlearn_cpu_seconds,unlearn_steps,unlearn_forward_images,unlearn_backward_images,\
            unlearn.attack_cpu_seconds,unlearn.attack_steps,unlearn.attack_forward_images,\
            unlearn.attack_backward_images,load_cpu_seconds
            demo,faces,good,1,ok,0.3333333333333333,NA,NA,NA,NA,NA,NA,5.5,4,50,40,NA,0,10,10,0.25
            demo,faces,good,1,ok,0.3333333333333333,NA,4.25,2.5,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA
            """);
  }

  @Test
  void costsAndPlugInsAreReadBackAndMayBeMissing() throws IOException {
    Cell plain = SampleRun.cell(SampleRun.result("good", 1, Cell.Status.OK));
    plain.write(root);
    assertThat(Cell.read(root)).isEqualTo(plain);
    assertThat(Files.readString(RunLayout.result(root))).doesNotContain("costs", "plug_ins");
    Cell full =
        plain
            .costing(Map.of("unlearn", new Cost(1, 2, 3, Optional.of(4.5))))
            .with(List.of(new PlugIn("method", "mine", "a.Mine", "mine.jar", "ab12", "1.0")));
    full.write(root);
    assertThat(Cell.read(root)).isEqualTo(full);
    assertThat(full.plugIns().orElseThrow().get(0).text())
        .isEqualTo("mine.jar (SHA-256 ab12, version 1.0)");
  }

  @Test
  void replacesFoldersAsAWhole() throws IOException {
    Path place = root.resolve("cells/a");
    for (String content : List.of("one", "two")) {
      Path made = root.resolve("cells/.a.partial");
      AtomicFiles.write(made.resolve("inner/x.txt"), content);
      AtomicFiles.replaceFolder(made, place);
      assertThat(place.resolve("inner/x.txt")).hasContent(content);
      assertThat(made).doesNotExist();
      try (var entries = Files.list(place.getParent())) {
        assertThat(entries).containsExactly(place);
      }
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = root.resolve("f.txt");
    AtomicFiles.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("disk full");
                    }))
        .hasMessage(file + ": disk full");
    assertThat(file).hasContent("old");
    try (var entries = Files.list(root)) {
      assertThat(entries).containsExactly(file);
    }
  }
}
