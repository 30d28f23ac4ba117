package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;

/** A run directory on disk. Cells whose key is not the plan's are not part of it. */
public final class StoredRun implements RunDirectory {
  private static final String FREE_SOURCE = "cmu-faces";

  private final RunLayout layout;
  private final StoredPlan plan;
  private final List<Cell> cells;
  private final List<MetricCard> metrics;
  private final Map<String, Protocol> protocols = new HashMap<>();
  private final Set<String> free;

  private StoredRun(
      RunLayout layout,
      StoredPlan plan,
      List<Cell> cells,
      List<MetricCard> metrics,
      Set<String> free) {
    this.layout = layout;
    this.plan = plan;
    this.cells = List.copyOf(cells);
    this.metrics = List.copyOf(metrics);
    this.free = free;
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
    List<Cell> cells =
        InParallel.map(plan.cells(), cell -> stored(layout, cell)).stream()
            .flatMap(Optional::stream)
            .toList();
    return new StoredRun(layout, plan, cells, MetricCard.read(layout.metrics()), free(layout));
  }

  private static Optional<Cell> stored(RunLayout layout, PlannedCell cell) throws IOException {
    Path folder = layout.cell(cell.id());
    return Files.exists(RunLayout.result(folder))
        ? Optional.of(Cell.read(folder)).filter(stored -> stored.key().equals(cell.key()))
        : Optional.empty();
  }

  /** The same run with its cells scored by {@code by}. */
  public StoredRun scored(List<Cell> valued, List<MetricCard> by) {
    return new StoredRun(layout, plan, valued, by, free);
  }

  /** Where its files are. */
  public RunLayout layout() {
    return layout;
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
  public List<Cell> cells() {
    return cells;
  }

  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell) throws IOException {
    return outputs(cell, EnumSet.allOf(Split.class));
  }

  @Override
  public Map<Split, SplitOutputs> outputs(Cell cell, Set<Split> wanted) throws IOException {
    Path folder = folder(cell);
    if (cell.task().isEmpty() || !cell.ok()) {
      throw new InputException(folder, "has no outputs: " + cell.reason());
    }
    return OutputsFile.read(RunLayout.outputs(folder), cell.task().get(), wanted);
  }

  @Override
  public Path folder(Cell cell) {
    return layout.cell(cell.id());
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
  public List<SplitOverlap> overlaps(Cell cell) {
    return data(cell).shared();
  }

  @Override
  public Map<Split, Integer> images(Cell cell) {
    return data(cell).images();
  }

  /** Read once for each data set. */
  @Override
  public synchronized Protocol protocol(Cell cell) throws IOException {
    Protocol known = protocols.get(cell.dataset());
    if (known == null) {
      known = Protocol.of(layout, cell.dataset());
      protocols.put(cell.dataset(), known);
    }
    return known;
  }

  /** Runs of old do not say: they may where the source is one whose images are free. */
  @Override
  public boolean imagesMayBeShown(Cell cell) {
    return data(cell).imagesMayBeShown().orElseGet(() -> free.contains(cell.dataset()));
  }

  private static Set<String> free(RunLayout layout) throws IOException {
    Set<String> free = new HashSet<>();
    if (Protocol.config(layout.config()).get("data") instanceof List<?> sets) {
      for (Object set : sets) {
        if (set instanceof Map<?, ?> settings
            && FREE_SOURCE.equals(settings.get("source"))
            && !Boolean.FALSE.equals(settings.get(Vocabulary.SHOW_IMAGES))) {
          free.add(String.valueOf(Protocol.label(settings)));
        }
      }
    }
    return free;
  }

  private StoredPlan.Data data(Cell cell) {
    return plan.data().getOrDefault(cell.dataset(), StoredPlan.Data.UNKNOWN);
  }

  @Override
  public Selection tunedOn(Cell cell) {
    return plan.tunedOn();
  }
}
