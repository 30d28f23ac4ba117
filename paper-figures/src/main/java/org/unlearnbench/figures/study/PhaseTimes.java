package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unlearnbench.result.CostColumns;

/**
 * Where the time of a data set's cells goes: mean seconds over seeds by method and phase.
 *
 * @param processor whether it is processor time; else it is wall time, of cells made alone
 * @param phases in the order of the work; a part of a phase follows it, after a dot
 * @param rows one per method with a time
 */
public record PhaseTimes(boolean processor, List<String> phases, List<Row> rows) {

  /**
   * One method.
   *
   * @param method which
   * @param times one per phase, empty estimates where the method has none
   */
  public record Row(MethodSummary method, List<Estimate> times) {}

  public PhaseTimes {
    phases = List.copyOf(phases);
    rows = List.copyOf(rows);
  }

  /** The times of {@code data}: processor time where it was recorded. */
  public static PhaseTimes of(DataSetStudy data) {
    boolean processor =
        data.methods().stream()
            .flatMap(method -> method.finished().stream())
            .anyMatch(cell -> cell.result().costs().isPresent());
    Set<String> found = new LinkedHashSet<>();
    for (MethodSummary method : data.methods()) {
      method.finished().forEach(cell -> found.addAll(times(cell, processor).keySet()));
    }
    List<String> phases = CostColumns.phases(found);
    List<Row> rows = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      List<Estimate> times = phases.stream().map(phase -> time(method, phase, processor)).toList();
      if (times.stream().anyMatch(Estimate::isPresent)) {
        rows.add(new Row(method, times));
      }
    }
    return new PhaseTimes(processor, phases, rows);
  }

  /** What the times are, for a caption. */
  public String title() {
    return processor
        ? "Processor time in seconds, all threads added, mean over seeds"
        : "Wall time in seconds, mean over seeds";
  }

  public boolean isEmpty() {
    return phases.isEmpty() || rows.isEmpty();
  }

  private static Estimate time(MethodSummary method, String phase, boolean processor) {
    return Estimate.of(
        method.finished().stream()
            .map(cell -> times(cell, processor).getOrDefault(phase, Double.NaN))
            .toList());
  }

  private static Map<String, Double> times(SeedCell cell, boolean processor) {
    if (!processor) {
      return cell.result().alone() ? cell.result().seconds() : Map.of();
    }
    Map<String, Double> times = new LinkedHashMap<>();
    cell.result().costs().orElse(Map.of()).forEach((phase, cost) -> times.put(phase, cost.cpu()));
    return times;
  }
}
