package org.unlearnbench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cells of a run's plan that it has no result of. A failed cell is none of them: it says why.
 *
 * @param planned how many cells the plan has
 * @param unmade those that were never made, or made from something else
 * @param gone those that the run's provenance says were made
 */
public record MissingCells(int planned, List<CellId> unmade, List<CellId> gone) {
  /** A run that has all of them, or says nothing of a plan. */
  public static final MissingCells NONE = new MissingCells(0, List.of(), List.of());

  private static final int SHOWN = 3;

  public MissingCells {
    unmade = List.copyOf(unmade);
    gone = List.copyOf(gone);
  }

  /** One phrase; nothing if none is missing. */
  public Optional<String> text() {
    int count = unmade.size() + gone.size();
    if (count == 0) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    if (!gone.isEmpty()) {
      parts.add("made once and gone: " + names(gone));
    }
    if (!unmade.isEmpty()) {
      parts.add("not made yet: " + names(unmade));
    }
    return Optional.of(
        "%d of %d planned cells missing (%s)".formatted(count, planned, String.join("; ", parts)));
  }

  private static String names(List<CellId> cells) {
    Stream<String> shown = cells.stream().limit(SHOWN).map(CellId::path);
    String more = cells.size() > SHOWN ? " and " + (cells.size() - SHOWN) + " more" : "";
    return shown.collect(Collectors.joining(", ")) + more;
  }
}
