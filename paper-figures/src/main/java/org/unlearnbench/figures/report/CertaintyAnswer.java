package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.metric.attack.Interval;

/** How far the winner's lead can be trusted. */
final class CertaintyAnswer {
  private final DataSetStudy data;
  private final Contest contest;

  CertaintyAnswer(DataSetStudy data, Contest contest) {
    this.data = data;
    this.contest = contest;
  }

  Answers.Answer answer() {
    List<String> sentences = new ArrayList<>();
    lead().ifPresent(sentences::add);
    Interval ranks = contest.best().rank95();
    if (ranks.isDefined()) {
      int low = (int) ranks.low();
      int high = (int) ranks.high();
      String range = low == high ? "rank " + low : "a rank from " + low + " to " + high;
      long ranked = data.methods().stream().filter(m -> m.rank().isPresent()).count();
      sentences.add(
          "With seeds drawn anew, it gets " + range + " of " + ranked + ", references included.");
    }
    sentences.add(seeds());
    return new Answers.Answer("How sure is that?", brief(), sentences);
  }

  private String brief() {
    return switch (contest.verdict()) {
      case ALONE -> "There is nothing to compare with";
      case UNKNOWN -> "Not at all";
      case MAYBE_CHANCE -> "Not sure: it may be chance";
      case CLEAR -> "Fairly: it is more than chance";
    };
  }

  private Optional<String> lead() {
    String who = contest.next().map(MethodSummary::title).orElse("");
    return switch (contest.verdict()) {
      case ALONE -> Optional.empty();
      case UNKNOWN ->
          Optional.of("It shares one seed with " + who + ", so nobody knows what chance does.");
      case MAYBE_CHANCE, CLEAR -> Optional.of("Its lead over " + who + " is " + numbers());
    };
  }

  private String numbers() {
    PairedComparison lead = contest.lead().orElseThrow();
    return Phrases.signed(lead.meanDifference())
        + ", 95 % interval "
        + Phrases.range(lead.ci95())
        + ", seed by seed.";
  }

  private String seeds() {
    int seeds = contest.best().estimate(contest.column().column()).n();
    return seeds == 1
        ? "It ran with one seed."
        : "It ran with "
            + seeds
            + " seeds: all the same but for the random numbers; ± and intervals tell how much these"
            + " matter.";
  }
}
