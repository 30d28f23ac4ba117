package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.AtomicFiles;

/** Makes small stored results for the tests of this package. */
final class SampleRun {
  static final Task TASK = Task.singleLabel(List.of("a", "b", "c"));

  private SampleRun() {}

  static Map<Split, SplitOutputs> outputs(Task task, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      String[] paths = new String[size];
      int[][] labels = new int[size][];
      float[][] logits = new float[size][task.outputs()];
      for (int i = 0; i < size; i++) {
        paths[i] = split.key() + "/" + i + ".png";
        labels[i] =
            task.isMultiLabel()
                ? random.ints(task.outputs(), 0, 2).toArray()
                : new int[] {random.nextInt(task.outputs())};
        for (int k = 0; k < task.outputs(); k++) {
          logits[i][k] = (float) random.nextDouble(-9, 9);
        }
      }
      outputs.put(split, new SplitOutputs(split, task, List.of(paths), labels, logits));
    }
    return outputs;
  }

  static Cell result(String method, long seed, Cell.Status status) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("test_accuracy", 1 / 3.0);
    metrics.put("tow", Double.NaN);
    metrics.put("rte", 2.5);
    return new Cell(
        "faces",
        method,
        "Title of " + method,
        seed,
        status,
        status == Cell.Status.OK ? "" : "the loss is NaN",
        status == Cell.Status.OK ? metrics : Map.of(),
        new LinkedHashMap<>(Map.of("unlearn", 4.25)),
        Map.of(
            "lr",
            0.1,
            "epochs",
            3L,
            "layers",
            List.of("x", "y"),
            "flag",
            true,
            "norm",
            "l2",
            "steps",
            List.of(Map.of("method", "scrub", "lr", 0.5))));
  }

  static Cell cell(Cell result) {
    return result
        .madeOf("key", Optional.of(TASK), Map.of("java", "17", Cell.WORKERS, "1"))
        .scored("s", result.metrics());
  }

  static Info card() {
    return new Info(
            "fake",
            "Fake",
            "Does nothing.",
            "",
            Parameter.number("lr", 0.1, "rate"),
            Parameter.choice("norm", "l2", List.of("l2", "linf"), "norm"),
            Parameter.path("file", "where").orAbsent())
        .withNotes("A note.");
  }

  /** A run with one finished and one failed cell. */
  static RunLayout write(Path root) throws IOException {
    RunLayout layout = new RunLayout(root);
    Files.createDirectories(root);
    StoredPlan plan =
        new StoredPlan(
            "demo",
            "nomus",
            List.of(
                new PlannedCell("faces", "good", 1, "key"),
                new PlannedCell("faces", "bad", 1, "key"),
                new PlannedCell("faces", "never", 1, "key")),
            Map.of("good", card()));
    AtomicFiles.write(layout.plan(), plan.text());
    Cell good = result("good", 1, Cell.Status.OK);
    Path folder = layout.cell(new CellId("faces", "good", 1));
    cell(good).write(folder);
    OutputsFile.write(RunLayout.outputs(folder), outputs(TASK, 5, 1));
    cell(result("bad", 1, Cell.Status.FAILED)).write(layout.cell(new CellId("faces", "bad", 1)));
    return layout;
  }
}
