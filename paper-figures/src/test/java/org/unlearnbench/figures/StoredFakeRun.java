package org.unlearnbench.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.OutputsFile;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.StoredPlan;

/**
 * Stores a made-up run as a real run directory with outputs per image, so that {@code ./unlearn
 * report} can be tried on it: {@code StoredFakeRun DIR [retain forget test unseen]}. Without
 * numbers the splits are as large as MUFAC's.
 */
public final class StoredFakeRun {
  private static final Task TASK =
      Task.singleLabel(List.of("a", "b", "c", "d", "e", "f", "g", "h"));
  private static final int[] MUFAC = {8525, 1500, 1539, 1504};

  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.of(
              "unlearnbench",
              "made-up",
              "git_commit",
              "0123456789abcdef",
              "git_dirty",
              "false",
              "java",
              "17",
              "os",
              "Linux",
              "cpu",
              "none",
              "native",
              "none",
              Cell.WORKERS,
              "1"));

  private StoredFakeRun() {}

  public static void main(String[] args) throws IOException {
    int[] sizes = MUFAC.clone();
    for (int i = 0; i < sizes.length && i + 1 < args.length; i++) {
      sizes[i] = Integer.parseInt(args[i + 1]);
    }
    Path folder = Path.of(args[0]);
    write(FakeRun.large(folder), folder, sizes);
  }

  /**
   * Writes {@code run} into {@code folder}; its cells count as not yet scored.
   *
   * @param sizes images by {@link Split}, in its order
   */
  public static void write(FakeRun run, Path folder, int... sizes) throws IOException {
    RunLayout layout = new RunLayout(folder);
    Files.createDirectories(folder);
    List<PlannedCell> plan = new ArrayList<>();
    for (Cell cell : run.cells()) {
      // A data set's name is part of a path.
      String dataset = cell.dataset().replace(' ', '-');
      String key = "key of " + dataset + " " + cell.method() + " " + cell.seed();
      plan.add(new PlannedCell(dataset, cell.method(), cell.seed(), key));
      Path place = layout.cell(new CellId(dataset, cell.method(), cell.seed()));
      if (cell.status() == Cell.Status.OK) {
        OutputsFile.write(RunLayout.outputs(place), outputs(cell, sizes));
      }
      Cell stored =
          new Cell(
              dataset,
              cell.method(),
              cell.title(),
              cell.seed(),
              cell.status(),
              cell.reason(),
              Map.of(),
              cell.seconds(),
              cell.parameters());
      cell.costs()
          .map(stored::costing)
          .orElse(stored)
          .madeOf(key, Optional.of(TASK), ENVIRONMENT)
          .write(place);
    }
    AtomicFiles.write(layout.config(), "name: " + run.experiment() + "\n");
    ObjectNode provenance = JsonFile.object(1).put("config_sha256", "c0ffee").put("threads", 2);
    ENVIRONMENT.forEach(provenance::put);
    ObjectNode data = provenance.putObject("data");
    plan.forEach(cell -> data.putObject(cell.dataset()).put("manifest_sha256", "da7a"));
    JsonFile.write(layout.provenance(), provenance);
    AtomicFiles.write(
        layout.plan(),
        new StoredPlan(run.experiment(), run.rankingMetric(), plan, run.cards()).text());
  }

  private static Map<Split, SplitOutputs> outputs(Cell cell, int... sizes) {
    SplittableRandom random = new SplittableRandom(cell.seed() + cell.method().hashCode());
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      double known = 1 + 8 * Math.abs(cell.metrics().get("mia") - 0.5);
      boolean member = split == Split.FORGET || split == Split.RETAIN;
      outputs.put(split, outputs(split, sizes[split.ordinal()], member ? known : 1, random));
    }
    return outputs;
  }

  private static SplitOutputs outputs(
      Split split, int images, double margin, SplittableRandom random) {
    // Paths and labels are those of the data set, so they are the same in every cell.
    SplittableRandom truth = new SplittableRandom(split.ordinal());
    List<String> paths = new ArrayList<>();
    int[][] labels = new int[images][];
    float[][] logits = new float[images][TASK.outputs()];
    for (int i = 0; i < images; i++) {
      paths.add(split.key() + "_images/F0001_AGE_D_18_a" + i + ".jpg");
      labels[i] = new int[] {truth.nextInt(TASK.outputs())};
      for (int k = 0; k < TASK.outputs(); k++) {
        logits[i][k] = (float) (2 * random.nextDouble() - 1);
      }
      logits[i][labels[i][0]] += (float) (margin * (0.5 + random.nextDouble()));
    }
    return new SplitOutputs(split, TASK, paths, labels, logits);
  }
}
