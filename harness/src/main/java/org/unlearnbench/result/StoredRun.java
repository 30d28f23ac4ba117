package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;

/** A run directory on disk. Cells whose key is not the plan's are not part of it. */
public final class StoredRun implements RunDirectory {
  private final RunLayout layout;
  private final StoredPlan plan;
  private final List<CellResult> cells;
  private final Map<Path, Task> tasks;
  private final List<MetricCard> metrics;

  private StoredRun(
      RunLayout layout,
      StoredPlan plan,
      List<CellResult> cells,
      Map<Path, Task> tasks,
      List<MetricCard> metrics) {
    this.layout = layout;
    this.plan = plan;
    this.cells = List.copyOf(cells);
    this.tasks = Map.copyOf(tasks);
    this.metrics = List.copyOf(metrics);
  }

  /**
   * Opens a run directory.
   *
   * @throws InputException if it is none, or a file in it is damaged
   */
  public static StoredRun open(Path root) throws IOException {
    RunLayout layout = new RunLayout(root);
    if (!Files.isDirectory(root)) {
      throw new InputException(root, "no such folder, expected a run directory");
    }
    if (!Files.exists(layout.plan())) {
      throw new InputException(root, "is no run directory: it has no plan.json");
    }
    StoredPlan plan = StoredPlan.read(layout.plan());
    List<Optional<StoredCell>> found = InParallel.map(plan.cells(), cell -> stored(layout, cell));
    List<CellResult> cells = new ArrayList<>();
    Map<Path, Task> tasks = new HashMap<>();
    for (Optional<StoredCell> cell : found) {
      if (cell.isPresent()) {
        CellResult result = cell.get().result();
        cells.add(result);
        Path folder = layout.cell(result.dataset(), result.method(), result.seed());
        cell.get().task().ifPresent(task -> tasks.put(folder, task));
      }
    }
    return new StoredRun(layout, plan, cells, tasks, MetricsFile.read(layout.metrics()));
  }

  private static Optional<StoredCell> stored(RunLayout layout, StoredPlan.Cell cell)
      throws IOException {
    Path folder = layout.cell(cell.dataset(), cell.method(), cell.seed());
    if (!Files.exists(RunLayout.result(folder))) {
      return Optional.empty();
    }
    return Optional.of(StoredCell.read(folder)).filter(s -> s.key().equals(cell.key()));
  }

  @Override
  public Path path() {
    return layout.root();
  }

  @Override
  public String experiment() {
    return plan.experiment();
  }

  @Override
  public List<CellResult> cells() {
    return cells;
  }

  @Override
  public Map<Split, SplitOutputs> outputs(CellResult cell) throws IOException {
    return outputs(cell, EnumSet.allOf(Split.class));
  }

  @Override
  public Map<Split, SplitOutputs> outputs(CellResult cell, Set<Split> wanted) throws IOException {
    Path folder = folder(cell);
    Task task = tasks.get(folder);
    if (task == null || cell.status() != CellResult.Status.OK) {
      throw new InputException(folder, "has no outputs: " + cell.reason());
    }
    return OutputsFile.read(RunLayout.outputs(folder), task, wanted);
  }

  @Override
  public Path folder(CellResult cell) {
    return layout.cell(cell.dataset(), cell.method(), cell.seed());
  }

  @Override
  public String rankingMetric() {
    return plan.ranking();
  }

  @Override
  public List<MetricCard> metrics() {
    return metrics;
  }

  @Override
  public Map<String, Info> cards() {
    return plan.cards();
  }

  @Override
  public List<SplitOverlap> overlaps(CellResult cell) {
    return data(cell).overlaps();
  }

  @Override
  public Map<Split, Integer> images(CellResult cell) {
    return data(cell).images();
  }

  private StoredData data(CellResult cell) {
    return plan.data().getOrDefault(cell.dataset(), StoredData.UNKNOWN);
  }

  @Override
  public Selection tunedOn(CellResult cell) {
    return plan.tunedOn();
  }
}
