package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.table.Numbers;

/** What the winner costs: time beside retraining's, and accuracy beside Original's. */
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
    share().ifPresent(sentences::add);
    accuracy().ifPresent(sentences::add);
    return new Answers.Answer("At what cost?", brief(), sentences);
  }

  private String brief() {
    double seconds = best.mean(SECONDS);
    if (Double.isNaN(seconds)) {
      return "Its time was not recorded";
    }
    String took = Phrases.seconds(seconds);
    double retraining = retraining();
    if (!(retraining > 0)) {
      return took;
    }
    String other = Phrases.seconds(retraining);
    return seconds < retraining
        ? took + ", where retraining takes " + other
        : took + ", no less than retraining's " + other;
  }

  private double retraining() {
    return data.withRole(Role.RETRAINED).map(m -> m.mean(SECONDS)).orElse(Double.NaN);
  }

  private Optional<String> share() {
    double ratio = best.mean(SECONDS) / retraining();
    if (!Double.isFinite(ratio)) {
      return Optional.empty();
    }
    return Optional.of(
        ratio < 1
            ? "That is " + Phrases.percent(ratio) + " of the time of retraining."
            : "That is " + Numbers.rounded(ratio, 1) + " times as long: nothing is saved.");
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
