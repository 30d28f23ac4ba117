package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.metric.attack.SideSizes;

/** Which method forgot best, in sentences for somebody who sees such scores for the first time. */
final class WinnerAnswer {
  private static final String ATTACK = "mia";
  private static final String CLOSENESS = "tow";

  private final Study study;
  private final DataSetStudy data;
  private final Contest contest;
  private final MetricColumn ranking;

  WinnerAnswer(Study study, DataSetStudy data, Contest contest) {
    this.study = study;
    this.data = data;
    this.contest = contest;
    this.ranking = contest.column();
  }

  Answers.Answer answer() {
    List<String> sentences = new ArrayList<>();
    sentences.add(score());
    references().ifPresent(sentences::add);
    attack().ifPresent(sentences::add);
    closest().ifPresent(sentences::add);
    doubt().ifPresent(sentences::add);
    return new Answers.Answer("Which method forgot best?", brief(), sentences);
  }

  private String brief() {
    String best = contest.best().title();
    String next = contest.next().map(MethodSummary::title).orElse("");
    return switch (contest.verdict()) {
      case CLEAR -> best;
      case MAYBE_CHANCE -> best + ", or perhaps " + next;
      case UNKNOWN -> best + ", as far as one seed can tell";
      case ALONE -> best + ", the only method under test";
    };
  }

  private String score() {
    String best =
        contest.best().title() + " has the best " + ranking.title() + ", " + value(contest.best());
    return contest
        .next()
        .map(next -> best + "; the next best, " + next.title() + ", has " + value(next) + ".")
        .orElse(best + ".");
  }

  private String value(MethodSummary method) {
    return Phrases.value(ranking, method.estimate(ranking.column()));
  }

  private Optional<String> references() {
    List<String> parts = new ArrayList<>();
    reference(Role.RETRAINED, ranking.column())
        .ifPresent(m -> parts.add(m.title() + ", which never saw the forget images, " + value(m)));
    reference(Role.ORIGINAL, ranking.column())
        .ifPresent(m -> parts.add(m.title() + ", which forgot nothing, " + value(m)));
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("To compare: " + String.join("; ", parts) + ".");
  }

  private Optional<MethodSummary> reference(Role role, String column) {
    return data.withRole(role).filter(m -> m.estimate(column).isFinite());
  }

  /** What the attack still finds: the half of NoMUS that is about forgetting. */
  private Optional<String> attack() {
    Estimate after = contest.best().estimate(ATTACK);
    if (!after.isFinite()) {
      return Optional.empty();
    }
    List<String> others = new ArrayList<>();
    others.add(Phrases.percent(guessing()) + " is guessing");
    reference(Role.RETRAINED, ATTACK)
        .ifPresent(m -> others.add("after retraining " + Phrases.percent(m.mean(ATTACK))));
    reference(Role.ORIGINAL, ATTACK)
        .ifPresent(m -> others.add("before " + Phrases.percent(m.mean(ATTACK))));
    return Optional.of(
        "After it, an attacker who tells forget images from never-seen ones by their loss is right"
            + " in "
            + Phrases.percent(after.mean())
            + " of cases ("
            + String.join("; ", others)
            + ").");
  }

  /** How often who always names the larger side is right. */
  private double guessing() {
    SeedCell cell = contest.best().cells().get(0);
    return SideSizes.of(cell.run().images(cell.result()))
        .filter(sizes -> sizes.forget() > 0 && sizes.unseen() > 0)
        .map(SideSizes::guessing)
        .orElse(0.5);
  }

  /** Who is nearest to Retrained, if that is another one. */
  private Optional<String> closest() {
    if (!study.has(CLOSENESS) || ranking.column().equals(CLOSENESS)) {
      return Optional.empty();
    }
    MetricColumn closeness = study.column(CLOSENESS);
    return data.methods().stream()
        .filter(m -> m.competes() && m.estimate(CLOSENESS).isFinite())
        .max(Comparator.comparingDouble(m -> m.mean(CLOSENESS)))
        .map(
            m ->
                m == contest.best()
                    ? "It is also the one that behaves most like Retrained"
                    : m.title() + " behaves more like Retrained")
        .map(text -> text + " (" + closeness.title() + ").");
  }

  /** Why the score itself may mislead here. */
  private Optional<String> doubt() {
    double original = mean(Role.ORIGINAL);
    if (ranking.better(original, contest.best().mean(ranking.column()))) {
      return Optional.of(
          "Beware: Original scores better than any method, so by this score nothing was gained.");
    }
    if (ranking.better(original, mean(Role.RETRAINED))) {
      return Optional.of(
          "Beware: Original scores better than Retrained here, so this score is no proof of"
              + " forgetting.");
    }
    return Optional.empty();
  }

  private double mean(Role role) {
    return data.withRole(role).map(m -> m.mean(ranking.column())).orElse(Double.NaN);
  }
}
