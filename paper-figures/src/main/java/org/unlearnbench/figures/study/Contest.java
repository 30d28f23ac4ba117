package org.unlearnbench.figures.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.metric.attack.Interval;

/**
 * Who won on a data set by the ranking metric, and how clearly.
 *
 * @param column the ranking metric
 * @param best the method under test with the best mean; the first of equal ones
 * @param next the best of the others under test
 * @param lead {@code best} minus {@code next}, seed by seed
 */
public record Contest(
    MetricColumn column,
    MethodSummary best,
    Optional<MethodSummary> next,
    Optional<PairedComparison> lead) {

  /** How far a lead can be trusted. */
  public enum Verdict {
    /** Nobody to compare with. */
    ALONE,
    /** Fewer than two seeds in common. */
    UNKNOWN,
    /** The 95 % interval of the lead holds 0, or worse. */
    MAYBE_CHANCE,
    /** All of it is better than 0. */
    CLEAR
  }

  /** The contest of a data set; empty if no method under test has a value. */
  public static Optional<Contest> of(Study study, DataSetStudy data) {
    MetricColumn column = study.ranking();
    List<MethodSummary> ranked =
        data.methods().stream()
            .filter(m -> m.competes() && m.rank().isPresent())
            .sorted(Comparator.comparingInt(m -> m.rank().getAsInt()))
            .limit(2)
            .toList();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    Optional<MethodSummary> next = ranked.stream().skip(1).findFirst();
    MethodSummary best = ranked.get(0);
    Optional<PairedComparison> lead =
        next.map(
            other ->
                PairedComparison.of(best.bySeed(column.column()), other.bySeed(column.column())));
    return Optional.of(new Contest(column, best, next, lead));
  }

  /** How far the lead can be trusted. */
  public Verdict verdict() {
    if (lead.isEmpty()) {
      return Verdict.ALONE;
    }
    if (!lead.get().ci95().isDefined()) {
      return Verdict.UNKNOWN;
    }
    Interval interval = lead.get().ci95();
    boolean clear = column.better(interval.low(), 0) && column.better(interval.high(), 0);
    return clear ? Verdict.CLEAR : Verdict.MAYBE_CHANCE;
  }
}
