package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the time of a data set's cells goes: mean seconds over seeds by method and phase.
 *
 * @param phases in the order of the work; a part of a phase follows it, after a dot
 * @param rows one per method with a time
 */
public record PhaseTimes(List<String> phases, List<Row> rows) {
  private static final List<String> ORDER =
      List.of("load", "train", "unlearn", "score", "evaluate", "write", "probe");

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

  /** The times of {@code data}. */
  public static PhaseTimes of(DataSetStudy data) {
    Set<String> found = new LinkedHashSet<>();
    for (MethodSummary method : data.methods()) {
      method.finished().forEach(cell -> found.addAll(cell.result().seconds().keySet()));
    }
    Set<String> phases = new LinkedHashSet<>();
    for (String phase : ORDER) {
      found.stream()
          .filter(name -> name.equals(phase) || name.startsWith(phase + "."))
          // Else in the order in which the work was done.
          .sorted(Comparator.comparing(name -> name.contains(".")))
          .forEach(phases::add);
    }
    found.stream().sorted().forEach(phases::add);
    List<Row> rows = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      List<Estimate> times = phases.stream().map(phase -> time(method, phase)).toList();
      if (times.stream().anyMatch(Estimate::isPresent)) {
        rows.add(new Row(method, times));
      }
    }
    return new PhaseTimes(List.copyOf(phases), rows);
  }

  public boolean isEmpty() {
    return phases.isEmpty() || rows.isEmpty();
  }

  private static Estimate time(MethodSummary method, String phase) {
    return Estimate.of(
        method.finished().stream()
            .map(cell -> cell.result().seconds().getOrDefault(phase, Double.NaN))
            .toList());
  }
}
