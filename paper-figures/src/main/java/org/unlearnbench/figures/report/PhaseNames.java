package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a cell's phases are called and which colour they have. */
final class PhaseNames {
  private static final Map<String, String> TITLES =
      Map.of(
          "load", "Loading images",
          "train", "Training Original",
          "unlearn", "Unlearning",
          "score", "Scoring between epochs",
          "log", "Pictures of the attack",
          "evaluate", "Evaluation",
          "write", "Writing files",
          "probe", "Looking into the model");

  /** Colours that parts of unlearning get in turn. */
  private static final int PART_COLORS = 5;

  private final List<String> parts = new ArrayList<>();

  PhaseNames(List<String> phases) {
    phases.stream().filter(phase -> !TITLES.containsKey(phase)).forEach(parts::add);
  }

  /** For people: {@code Unlearning: attack}. */
  static String title(String phase) {
    int dot = phase.indexOf('.');
    if (dot < 0) {
      return TITLES.getOrDefault(phase, phase);
    }
    String whole = phase.substring(0, dot);
    return TITLES.getOrDefault(whole, whole) + ": " + phase.substring(dot + 1);
  }

  /** The style class that has its colour. */
  String style(String phase) {
    return TITLES.containsKey(phase)
        ? "phase-" + phase
        : "phase-part-" + parts.indexOf(phase) % PART_COLORS;
  }
}
