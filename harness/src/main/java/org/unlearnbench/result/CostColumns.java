package org.unlearnbench.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the phases of cells cost as columns: {@code unlearn_cpu_seconds}, {@code unlearn_steps},
 * {@code unlearn_forward_images}, {@code unlearn_backward_images}, and so on for every phase. A
 * phase in which no cell takes an image through a network has processor time alone.
 */
public final class CostColumns {
  private static final List<String> ORDER =
      List.of("load", "train", "unlearn", "score", "evaluate", "write", "probe");

  private static final String CPU = "_cpu_seconds";
  private static final Map<String, Function<Cost, Number>> COUNTS = new LinkedHashMap<>();

  static {
    COUNTS.put("_steps", Cost::steps);
    COUNTS.put("_forward_images", Cost::forwardImages);
    COUNTS.put("_backward_images", Cost::backwardImages);
  }

  private CostColumns() {}

  /** Phases in the order of the work; a part of a phase follows it, after a dot. */
  public static List<String> phases(Collection<String> found) {
    Set<String> phases = new LinkedHashSet<>();
    for (String phase : ORDER) {
      found.stream()
          .filter(name -> name.equals(phase) || name.startsWith(phase + "."))
          // Else in the order in which the work was done.
          .sorted(Comparator.comparing(name -> name.contains(".")))
          .forEach(phases::add);
    }
    phases.addAll(new TreeSet<>(found));
    return List.copyOf(phases);
  }

  /** The columns of {@code cells}, those of unlearning first. */
  public static List<String> of(List<Cell> cells) {
    Set<String> all = new LinkedHashSet<>();
    Set<String> working = new LinkedHashSet<>();
    for (Cell cell : cells) {
      cell.costs()
          .orElse(Map.of())
          .forEach(
              (phase, cost) -> {
                all.add(phase);
                if (cost.steps() + cost.forwardImages() + cost.backwardImages() > 0) {
                  working.add(phase);
                }
              });
    }
    List<String> columns = new ArrayList<>();
    List<String> phases = new ArrayList<>(phases(all));
    phases.sort(Comparator.comparing(phase -> !phase.startsWith("unlearn")));
    for (String phase : phases) {
      columns.add(phase + CPU);
      if (phase.equals("unlearn") || working.contains(phase)) {
        COUNTS.keySet().forEach(count -> columns.add(phase + count));
      }
    }
    return columns;
  }

  /** Whether a column is one of these. */
  public static boolean has(String column) {
    return column.endsWith(CPU) || COUNTS.keySet().stream().anyMatch(column::endsWith);
  }

  /** The phase a column is about. */
  public static String phase(String column) {
    return column.replaceFirst("(_cpu_seconds|_steps|_forward_images|_backward_images)$", "");
  }

  /** What a cell has there; null where it does not say. */
  public static Number value(Cell cell, String column) {
    String phase = phase(column);
    return cell.cost(phase)
        .map(
            cost ->
                column.endsWith(CPU)
                    ? Double.valueOf(cost.cpu())
                    : COUNTS.get(column.substring(phase.length())).apply(cost))
        .orElse(null);
  }
}
