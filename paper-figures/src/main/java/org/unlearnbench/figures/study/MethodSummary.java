package org.unlearnbench.figures.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.metric.attack.Interval;

/**
 * What one method did on one data set over all its seeds: a row of a board.
 *
 * @param dataset label of the data set
 * @param method name of the method in the experiment
 * @param title short name for people
 * @param role what the row means
 * @param rank place by the ranking metric, 1 is best, equal means share a place; empty where the
 *     method has no value
 * @param rank95 the places it may have, see {@link Ranks}; none below two seeds
 * @param cells all its cells in seed order, failed ones too
 * @param estimates mean and interval by column, for every column of the study
 */
public record MethodSummary(
    String dataset,
    String method,
    String title,
    Role role,
    OptionalInt rank,
    Interval rank95,
    List<SeedCell> cells,
    Map<String, Estimate> estimates) {

  /** Columns that tell whether a method did anything. */
  static final String ACCURACY_CHANGE = "accuracy_change";

  static final String DIVERGENCE = "jsd_original";

  /** Share of images. */
  static final double SAME_ACCURACY = 0.002;

  /** Bits per image. */
  static final double SAME_OUTPUTS = 0.001;

  public MethodSummary {
    cells = List.copyOf(cells);
    estimates = Map.copyOf(estimates);
  }

  /** Mean and interval of a column; an empty estimate where there is none. */
  public Estimate estimate(String column) {
    return estimates.getOrDefault(column, Estimate.NONE);
  }

  public double mean(String column) {
    return estimate(column).mean();
  }

  /** Values of a column by seed, of the cells that ended well and have one. */
  public Map<Long, Double> bySeed(String column) {
    Map<Long, Double> values = new TreeMap<>();
    for (SeedCell cell : finished()) {
      if (!Double.isNaN(cell.value(column))) {
        values.put(cell.seed(), cell.value(column));
      }
    }
    return values;
  }

  /** Whether it is known to cost more than training anew. */
  public boolean isDearer() {
    return mean(Columns.COST) > 1;
  }

  /**
   * What of its cells came from jars, so from outside the project; nothing where that was not
   * recorded.
   */
  public Optional<List<PlugIn>> plugIns() {
    List<List<PlugIn>> said =
        cells.stream().map(cell -> cell.result().plugIns()).flatMap(Optional::stream).toList();
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(said.stream().flatMap(List::stream).distinct().toList());
  }

  /** Whether some of it is known to have come from outside the project. */
  public boolean hasPlugIns() {
    return plugIns().filter(list -> !list.isEmpty()).isPresent();
  }

  /** False for Original and Retrained, which the others are held against. */
  public boolean competes() {
    return role != Role.ORIGINAL && role != Role.RETRAINED;
  }

  /**
   * Whether every model of it answers as its Original does: on every split accuracy within {@link
   * #SAME_ACCURACY} and divergence within {@link #SAME_OUTPUTS}. Published tables have such rows,
   * unremarked.
   */
  public boolean didNothing() {
    return competes()
        && !finished().isEmpty()
        && finished().stream()
            .allMatch(
                cell ->
                    cell.value(ACCURACY_CHANGE) <= SAME_ACCURACY
                        && cell.value(DIVERGENCE) <= SAME_OUTPUTS);
  }

  /** The cells that ended well, in seed order. */
  public List<SeedCell> finished() {
    return cells.stream().filter(SeedCell::ok).toList();
  }

  public List<SeedCell> failed() {
    return cells.stream().filter(cell -> !cell.ok()).toList();
  }
}
