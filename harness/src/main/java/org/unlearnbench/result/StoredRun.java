package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.data.Task;

/** A run directory on disk. Cells whose key is not the plan's are not part of it. */
public final class StoredRun implements RunDirectory {
  private final RunLayout layout;
  private final StoredPlan plan;
  private final List<CellResult> cells;

  private StoredRun(RunLayout layout, StoredPlan plan, List<CellResult> cells) {
    this.layout = layout;
    this.plan = plan;
    this.cells = List.copyOf(cells);
  }

  /**
   * Opens a run directory.
   *
   * @throws ResultFormatException if it is none, or a file in it is damaged
   */
  public static StoredRun open(Path root) throws IOException {
    RunLayout layout = new RunLayout(root);
    if (!Files.isDirectory(root)) {
      throw new ResultFormatException(root, "no such folder, expected a run directory");
    }
    if (!Files.exists(layout.plan())) {
      throw new ResultFormatException(root, "is no run directory: it has no plan.json");
    }
    StoredPlan plan = StoredPlan.read(layout.plan());
    List<CellResult> cells = new ArrayList<>();
    for (StoredPlan.Cell cell : plan.cells()) {
      Path folder = layout.cell(cell.dataset(), cell.method(), cell.seed());
      if (Files.exists(RunLayout.result(folder))) {
        StoredCell stored = StoredCell.read(folder);
        if (stored.key().equals(cell.key())) {
          cells.add(stored.result());
        }
      }
    }
    return new StoredRun(layout, plan, cells);
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
    Path folder = folder(cell);
    Task task =
        StoredCell.read(folder)
            .task()
            .filter(t -> cell.status() == CellResult.Status.OK)
            .orElseThrow(
                () -> new ResultFormatException(folder, "has no outputs: " + cell.reason()));
    return OutputsFile.read(RunLayout.outputs(folder), task);
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
  public Map<String, Info> cards() {
    return plan.cards();
  }

  @Override
  public List<SplitOverlap> overlaps(CellResult cell) {
    return plan.overlaps().getOrDefault(cell.dataset(), List.of());
  }

  @Override
  public Selection tunedOn(CellResult cell) {
    return plan.tunedOn();
  }
}
