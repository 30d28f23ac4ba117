package org.unlearnbench.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;

/** What a run leaves is read again by programs that did not write it. */
class StoredRunFuzzTests {
  @TempDir Path root;

  private static void readAll(Path root) throws IOException {
    StoredRun run = StoredRun.open(root);
    for (Cell cell : run.cells()) {
      run.overlaps(cell);
      run.images(cell);
      run.tunedOn(cell);
      run.imagesMayBeShown(cell);
      run.cards().get(cell.method());
    }
  }

  @Test
  void planAndResults() throws IOException {
    RunLayout layout = SampleRun.write(root);
    StoredPlan plain = StoredPlan.read(layout.plan());
    List<SplitOverlap> shared = List.of(new SplitOverlap(Split.RETAIN, Split.UNSEEN, 2, 7));
    StoredPlan.Data data = new StoredPlan.Data(Map.of(Split.TEST, 9), shared, Optional.of(true));
    StoredPlan plan =
        new StoredPlan(
            plain.experiment(),
            plain.ranking(),
            plain.cells(),
            plain.cards(),
            Map.of("faces", data),
            plain.tunedOn());
    Files.writeString(layout.plan(), plan.text());
    Path good = layout.cell(new CellId("faces", "good", 1));
    Fuzz.readsOrRefuses(layout.plan(), file -> readAll(root));
    Fuzz.readsOrRefuses(RunLayout.result(good), file -> Cell.read(good));
  }

  @Test
  void metrics() throws IOException {
    Path file = root.resolve("metrics.json");
    MetricCard.write(
        file,
        List.of(
            new MetricCard(
                "nomus", new Info("nomus@1", "NoMUS", "a score", "a paper"), Direction.HIGHER)));
    Fuzz.readsOrRefuses(file, MetricCard::read);
  }

  @Test
  void outputsAsBytesAndAsText() throws IOException {
    Path packed = root.resolve("outputs.csv.gz");
    OutputsFile.write(packed, SampleRun.outputs(SampleRun.TASK, 3, 1));
    Fuzz.readsOrRefuses(packed, file -> OutputsFile.read(file, SampleRun.TASK));
    Path text = root.resolve("outputs.csv");
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, text);
    }
    Fuzz.readsOrRefuses(
        text,
        file -> {
          try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
          }
          OutputsFile.read(packed, SampleRun.TASK);
        });
  }
}
