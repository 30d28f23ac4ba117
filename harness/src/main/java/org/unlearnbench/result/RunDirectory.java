package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;

/** A run's stored results, opened for reading. */
public interface RunDirectory {

  Path path();

  /** Name of the experiment. */
  String experiment();

  /** Name of the experiment that made a cell; another one only on a board over several. */
  default String experiment(Cell cell) {
    return experiment();
  }

  /** Finished and failed cells in plan order (data set, then method, then seed). */
  List<Cell> cells();

  /** Cells of its plan that are not there. */
  default MissingCells missing() {
    return MissingCells.NONE;
  }

  /** Files that are not as they were made, and what is wrong with each; none of them is shown. */
  default Map<Path, String> damaged() {
    return Map.of();
  }

  /** Per-sample outputs of a cell; {@link IOException} if it has none (a failed cell). */
  Map<Split, SplitOutputs> outputs(Cell cell) throws IOException;

  /**
   * The outputs of some splits of a cell, which may be quicker to get.
   *
   * @return by split, those that are wanted and there
   */
  default Map<Split, SplitOutputs> outputs(Cell cell, Set<Split> wanted) throws IOException {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    outputs.putAll(outputs(cell));
    outputs.keySet().retainAll(wanted);
    return outputs;
  }

  /** The folder of a cell: {@code log.txt}, {@code artefacts/} and so on. */
  Path folder(Cell cell);

  /** Column of the metric that ranks the methods. */
  default String rankingMetric() {
    return "nomus";
  }

  /** The metrics that the cells were scored with; empty where a run did not record them. */
  default List<MetricCard> metrics() {
    return List.of();
  }

  /**
   * The card of each method as it was when the run was made, by the method's name in the experiment
   * ({@link Cell#method()}). {@link Info#name()} is the method's own name, which tells that a
   * renamed method is Original or Retrained. Empty where a run recorded no cards.
   */
  default Map<String, Info> cards() {
    return Map.of();
  }

  /** What the splits of a cell's data have in common, as found when the run was made. */
  default List<SplitOverlap> overlaps(Cell cell) {
    return List.of();
  }

  /** How many images each split of a cell's data has; empty where that is not said. */
  default Map<Split, Integer> images(Cell cell) {
    return Map.of();
  }

  /** What a cell shares with those it can be ranked with. */
  default Protocol protocol(Cell cell) throws IOException {
    return Protocol.UNKNOWN;
  }

  /** Whether images of a cell's data may be seen in what is passed on; if that is not said, no. */
  default boolean imagesMayBeShown(Cell cell) {
    return false;
  }

  /** What was said of how a cell's settings were chosen. */
  default Selection tunedOn(Cell cell) {
    return Selection.NOT_STATED;
  }
}
