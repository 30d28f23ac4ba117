package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.table.Numbers;

/** What the winner costs: images and time beside retraining's, accuracy beside Original's. */
final class CostAnswer {
  private static final String SECONDS = "unlearn_seconds";
  private static final String ACCURACY = "test_accuracy";

  private final DataSetStudy data;
  private final MethodSummary best;

  CostAnswer(DataSetStudy data, Contest contest) {
    this.data = data;
    this.best = contest.best();
  }

  Answers.Answer answer() {
    List<String> sentences = new ArrayList<>();
    times().ifPresent(sentences::add);
    accuracy().ifPresent(sentences::add);
    return new Answers.Answer("At what cost?", brief(), sentences);
  }

  private String brief() {
    Estimate cost = best.estimate(Columns.COST);
    if (cost.isFinite()) {
      return cost.mean() > 1
          ? Numbers.rounded(cost.mean(), 2) + " times the images of retraining: nothing is saved"
          : Phrases.percent(cost.mean()) + " of the images that retraining processes";
    }
    double seconds = best.mean(SECONDS);
    return Double.isNaN(seconds) ? "Its cost was not recorded" : Phrases.seconds(seconds);
  }

  /** Processor time, and wall time where that was measured, beside retraining's. */
  private Optional<String> times() {
    List<String> times = new ArrayList<>();
    time(Columns.CPU_SECONDS, " of processor time").ifPresent(times::add);
    time(SECONDS, " by the clock").ifPresent(times::add);
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of("It takes " + String.join("; ", times) + ".");
  }

  private Optional<String> time(String column, String what) {
    double own = best.mean(column);
    double other = data.withRole(Role.RETRAINED).map(m -> m.mean(column)).orElse(Double.NaN);
    if (Double.isNaN(own)) {
      return Optional.empty();
    }
    String retraining = other > 0 ? ", retraining " + Phrases.seconds(other) : "";
    return Optional.of(Phrases.seconds(own) + what + retraining);
  }

  private Optional<String> accuracy() {
    Estimate after = best.estimate(ACCURACY);
    Optional<MethodSummary> original =
        data.withRole(Role.ORIGINAL).filter(m -> m.estimate(ACCURACY).isFinite());
    if (!after.isFinite() || original.isEmpty()) {
      return Optional.empty();
    }
    PairedComparison pair =
        PairedComparison.of(best.bySeed(ACCURACY), original.get().bySeed(ACCURACY));
    if (pair.pairs() == 0) {
      return Optional.empty();
    }
    String interval =
        pair.ci95().isDefined() ? ", 95 % interval " + Phrases.pointRange(pair.ci95()) : "";
    return Optional.of(
        "It is right on "
            + Phrases.percent(after.mean())
            + " of the test images, Original on "
            + Phrases.percent(original.get().mean(ACCURACY))
            + " (difference "
            + Phrases.points(pair.meanDifference())
            + " points"
            + interval
            + ").");
  }
}
