package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/**
 * All that a run directory has of a plan, each file held against the checksums kept with it.
 *
 * @param cells those that can be read
 * @param metrics what their columns mean
 * @param faults what is not as it was made, the run's own files first
 * @param missing cells that are not there
 * @param recorded the checksums in its provenance
 */
record Inspection(
    List<Cell> cells,
    List<MetricCard> metrics,
    List<Fault> faults,
    MissingCells missing,
    Optional<Checksums> recorded) {

  static Inspection of(RunLayout layout, StoredPlan plan, boolean all) throws IOException {
    List<Fault> faults = new ArrayList<>();
    Optional<Checksums> recorded = recorded(layout, plan, faults);
    Map<String, String> known = recorded.map(Checksums::files).orElse(Map.of());
    RunRecord record = new RunRecord(layout);
    for (Path file : List.of(layout.config(), layout.plan(), layout.metrics())) {
      differing(record, file, known)
          .ifPresent(
              problem ->
                  faults.add(
                      new Fault(Optional.empty(), file, problem, file.equals(layout.config()))));
    }
    List<MetricCard> metrics = List.of();
    try {
      metrics = MetricCard.read(layout.metrics());
    } catch (InputException e) {
      faults.removeIf(fault -> fault.file().equals(layout.metrics()));
      faults.add(fault(Optional.empty(), layout.metrics(), e));
    }
    List<Found> found =
        InParallel.map(plan.cells(), cell -> Found.of(layout, cell, record, known, all));
    List<Cell> cells = new ArrayList<>();
    List<CellId> unmade = new ArrayList<>();
    List<CellId> gone = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Found of = found.get(i);
      CellId id = plan.cells().get(i).id();
      of.cell.ifPresent(cells::add);
      faults.addAll(of.faults);
      if (of.cell.isEmpty() && of.faults.isEmpty()) {
        (of.gone ? gone : unmade).add(id);
      }
    }
    return new Inspection(
        cells, metrics, faults, new MissingCells(plan.cells().size(), unmade, gone), recorded);
  }

  private static Optional<Checksums> recorded(RunLayout layout, StoredPlan plan, List<Fault> faults)
      throws IOException {
    RunRecord record = new RunRecord(layout);
    try {
      Optional<Checksums> recorded = record.files();
      if (recorded.isEmpty() && record.speaksOfOthersThan(plan.cells())) {
        String problem = "speaks of other results than those that are there";
        faults.add(new Fault(Optional.empty(), layout.provenance(), problem, true));
      }
      return recorded;
    } catch (InputException e) {
      faults.add(fault(Optional.empty(), layout.provenance(), e));
      return Optional.empty();
    }
  }

  private static Fault fault(Optional<CellId> cell, Path file, InputException e) {
    String problem = e.problems().get(0);
    String where = file + ": ";
    return new Fault(
        cell, file, problem.startsWith(where) ? problem.substring(where.length()) : problem, false);
  }

  private static Optional<String> differing(RunRecord record, Path file, Map<String, String> known)
      throws IOException {
    String expected = known.get(record.name(file));
    if (expected == null) {
      return Optional.empty();
    }
    if (!Files.exists(file)) {
      return Optional.of("is missing");
    }
    return Sha256.ofFile(file).equals(expected)
        ? Optional.empty()
        : Optional.of("is not the file that provenance.json has the SHA-256 of");
  }

  /** What is there of one cell. */
  private record Found(Optional<Cell> cell, List<Fault> faults, boolean gone) {

    static Found of(
        RunLayout layout,
        PlannedCell planned,
        RunRecord record,
        Map<String, String> known,
        boolean all)
        throws IOException {
      Path folder = layout.cell(planned.id());
      Path file = RunLayout.result(folder);
      Optional<CellId> id = Optional.of(planned.id());
      if (!Files.exists(file)) {
        return new Found(Optional.empty(), List.of(), known.containsKey(record.name(file)));
      }
      Cell cell;
      try {
        cell = Cell.read(folder);
      } catch (InputException e) {
        return new Found(Optional.empty(), List.of(fault(id, file, e)), false);
      }
      if (!cell.key().equals(planned.key())) {
        return new Found(Optional.empty(), List.of(), false);
      }
      List<Fault> faults = new ArrayList<>();
      differing(record, file, known)
          .ifPresent(problem -> faults.add(new Fault(id, file, problem, false)));
      Path log = RunLayout.log(folder);
      differing(record, log, known)
          .ifPresent(problem -> faults.add(new Fault(id, log, problem, true)));
      if (cell.files().isPresent()) {
        for (Checksums.Difference other : cell.files().get().inCell(folder, all)) {
          Path place = folder.resolve(other.file());
          boolean beside = place.startsWith(RunLayout.artefacts(folder));
          faults.add(new Fault(id, place, other.problem(), beside));
        }
      }
      return new Found(Optional.of(cell), faults, false);
    }
  }
}
