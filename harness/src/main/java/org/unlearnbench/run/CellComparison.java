package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.run.Verifier.Difference;

/** Compares two folders of the same cell bit for bit; times and logs may differ. */
final class CellComparison {
  /** In place of the hash of a file that is not there. */
  static final String ABSENT = "absent";

  /** Differences named one by one; the rest is counted. */
  private static final int SHOWN_PER_SPLIT = 3;

  /** Columns of {@code curves.csv}. */
  private static final Set<String> COSTS =
      Set.of("seconds", "cpu_seconds", "steps", "forward_images", "backward_images");

  private final String cell;
  private final List<Difference> differences = new ArrayList<>();

  private CellComparison(String cell) {
    this.cell = cell;
  }

  static List<Difference> of(Path stored, Path now) throws IOException {
    Cell before = Cell.read(stored);
    CellComparison comparison = new CellComparison(before.id().path());
    comparison.compare(before, stored, now);
    return comparison.differences;
  }

  private void compare(Cell before, Path stored, Path now) throws IOException {
    Cell after = Cell.read(now);
    differ("result.json status", status(before), status(after));
    if (!after.ok()) {
      return;
    }
    differ("result.json task", before.task().toString(), after.task().toString());
    if (before.task().equals(after.task())) {
      outputs(
          OutputsFile.read(RunLayout.outputs(stored), before.task().orElseThrow()),
          OutputsFile.read(RunLayout.outputs(now), after.task().orElseThrow()));
    }
    costs(before, after);
    artefacts(RunLayout.artefacts(stored), RunLayout.artefacts(now));
  }

  /** What was counted of all phases that both have; processor time is no count. */
  private void costs(Cell before, Cell after) {
    Map<String, Cost> now = after.costs().orElse(Map.of());
    before
        .costs()
        .orElse(Map.of())
        .forEach(
            (phase, cost) -> {
              if (now.containsKey(phase)) {
                differ("result.json costs." + phase, counts(cost), counts(now.get(phase)));
              }
            });
  }

  private static String counts(Cost cost) {
    return "%d steps, %d images forward, %d backward"
        .formatted(cost.steps(), cost.forwardImages(), cost.backwardImages());
  }

  private static String status(Cell result) {
    return result.status() + (result.reason().isEmpty() ? "" : ": " + result.reason());
  }

  private void outputs(Map<Split, SplitOutputs> stored, Map<Split, SplitOutputs> now) {
    for (Split split : Split.values()) {
      SplitOutputs a = stored.get(split);
      SplitOutputs b = now.get(split);
      String where = "outputs.csv.gz " + split.key();
      differ(where + " images", Integer.toString(a.size()), Integer.toString(b.size()));
      int different = 0;
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        boolean equal =
            a.paths().get(i).equals(b.paths().get(i))
                && Arrays.equals(a.labels()[i], b.labels()[i])
                && Arrays.equals(a.logits()[i], b.logits()[i]);
        if (!equal && ++different <= SHOWN_PER_SPLIT) {
          differ(where + "[" + i + "]", row(a, i), row(b, i));
        }
      }
      if (different > SHOWN_PER_SPLIT) {
        differ(where + " different rows", "0", Integer.toString(different));
      }
    }
  }

  private static String row(SplitOutputs outputs, int i) {
    return outputs.paths().get(i)
        + " "
        + Arrays.toString(outputs.labels()[i])
        + " "
        + Arrays.toString(outputs.logits()[i]);
  }

  private void artefacts(Path stored, Path now) throws IOException {
    TreeSet<String> names = new TreeSet<>(files(stored));
    names.addAll(files(now));
    for (String name : names) {
      differ("artefacts/" + name, hash(stored.resolve(name)), hash(now.resolve(name)));
    }
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String hash(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return ABSENT;
    }
    if (file.getFileName().toString().endsWith("curves.csv")) {
      return "sha256 without times " + new Sha256().add("curves/1").add("", timeless(file)).hex();
    }
    return "sha256 " + Sha256.ofFile(file);
  }

  /** The file but for its columns of time and cost; the latter are missing in files of old. */
  private static String timeless(Path file) throws IOException {
    CsvTable table = CsvTable.with(file);
    StringBuilder text = new StringBuilder();
    for (CsvTable.Row row : table.rows()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        if (!COSTS.contains(table.columns().get(i))) {
          fields.add(row.fields().get(i));
        }
      }
      text.append(fields).append('\n');
    }
    return text.toString();
  }

  private void differ(String what, String stored, String now) {
    if (!stored.equals(now)) {
      differences.add(new Difference(cell, what, stored, now));
    }
  }
}
