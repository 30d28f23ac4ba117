package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.metric.stats.PairedComparison;

/** The answers a newcomer looks for: which method forgot best, at what cost, how sure is that. */
final class OverviewSection implements Section {
  private static final String SECONDS = "unlearn_seconds";

  private final Study study;
  private final MetricColumn ranking;

  OverviewSection(Study study) {
    this.study = study;
    this.ranking = study.ranking();
  }

  @Override
  public String id() {
    return "answers";
  }

  @Override
  public String title() {
    return "Answers first";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void write(HtmlWriter html) {
    for (DataSetStudy data : study.dataSets()) {
      html.open("article", "class", "answers", "data-dataset", data.slug());
      html.element("h3", data.label());
      Optional<MethodSummary> best =
          data.methods().stream().filter(m -> m.competes() && m.rank().isPresent()).findFirst();
      if (best.isEmpty()) {
        html.element("p", "No method under test has a value of " + ranking.title() + ".");
      } else {
        answers(html, data, best.get());
      }
      html.close();
    }
  }

  private void answers(HtmlWriter html, DataSetStudy data, MethodSummary best) {
    html.open("dl");
    answer(html, "Which method forgot best?", winner(data, best));
    answer(html, "At what cost?", cost(data, best));
    answer(html, "How sure is that?", certainty(data, best));
    html.close();
  }

  private static void answer(HtmlWriter html, String question, List<String> sentences) {
    html.open("div");
    html.element("dt", question).element("dd", String.join(" ", sentences));
    html.close();
  }

  private List<String> winner(DataSetStudy data, MethodSummary best) {
    List<String> sentences = new ArrayList<>();
    sentences.add(best.title() + " by " + ranking.title() + ": " + value(best) + ".");
    List<String> references = new ArrayList<>();
    data.withRole(Role.RETRAINED).ifPresent(m -> references.add("Retrained has " + value(m)));
    data.withRole(Role.ORIGINAL).ifPresent(m -> references.add("Original " + value(m)));
    if (!references.isEmpty()) {
      sentences.add(String.join(", ", references) + ".");
    }
    double original =
        data.withRole(Role.ORIGINAL).map(m -> m.mean(ranking.column())).orElse(Double.NaN);
    if (ranking.better(original, best.mean(ranking.column()))) {
      sentences.add("Original, which forgets nothing, scores better than any of them.");
    }
    return sentences;
  }

  private String value(MethodSummary method) {
    return Numbers.withInterval(method.estimate(ranking.column()), ranking.unit());
  }

  private List<String> cost(DataSetStudy data, MethodSummary best) {
    List<String> sentences = new ArrayList<>();
    double seconds = best.mean(SECONDS);
    if (Double.isNaN(seconds)) {
      sentences.add("Its time was not recorded.");
    } else {
      sentences.add(Numbers.rounded(seconds, "s") + " s of unlearning.");
    }
    double retrain = data.withRole(Role.RETRAINED).map(m -> m.mean(SECONDS)).orElse(Double.NaN);
    if (retrain > 0 && seconds > 0) {
      double ratio = seconds / retrain;
      String share =
          ratio < 2
              ? Numbers.rounded(100 * ratio, "s") + " % of"
              : Numbers.rounded(ratio, "s") + " times";
      sentences.add("That is " + share + " retraining's " + time(retrain) + ".");
    }
    difference(data, best, "test_accuracy")
        .ifPresent(
            pair ->
                sentences.add(
                    "Test accuracy against Original: "
                        + signed(pair.meanDifference())
                        + interval(pair)
                        + "."));
    return sentences;
  }

  private static String time(double seconds) {
    return Numbers.rounded(seconds, "s") + " s";
  }

  private Optional<PairedComparison> difference(
      DataSetStudy data, MethodSummary method, String column) {
    return data.withRole(Role.ORIGINAL)
        .map(original -> PairedComparison.of(method.bySeed(column), original.bySeed(column)))
        .filter(pair -> pair.pairs() > 0);
  }

  private List<String> certainty(DataSetStudy data, MethodSummary best) {
    List<String> sentences = new ArrayList<>();
    int seeds = best.estimate(ranking.column()).n();
    sentences.add(seeds == 1 ? "One seed: not at all." : seeds + " seeds.");
    runnerUp(data, best)
        .ifPresent(
            other -> {
              PairedComparison pair =
                  PairedComparison.of(
                      best.bySeed(ranking.column()), other.bySeed(ranking.column()));
              if (pair.pairs() > 1) {
                sentences.add(
                    "Against the next best, "
                        + other.title()
                        + ": "
                        + signed(pair.meanDifference())
                        + interval(pair)
                        + ", "
                        + verdict(pair)
                        + ".");
              }
            });
    if (best.rank95().isDefined()) {
      int low = (int) best.rank95().low();
      int high = (int) best.rank95().high();
      String range = low == high ? "rank " + low : "ranks " + low + " to " + high;
      sentences.add("Drawing the seeds anew puts it at " + range + " of all rows.");
    }
    return sentences;
  }

  private static Optional<MethodSummary> runnerUp(DataSetStudy data, MethodSummary best) {
    return data.methods().stream()
        .filter(m -> m.competes() && m.rank().isPresent() && m != best)
        .min(Comparator.comparingInt(m -> m.rank().getAsInt()));
  }

  /** What an interval of paired differences allows to say. */
  private static String verdict(PairedComparison pair) {
    return pair.ci95().contains(0) ? "which may be chance alone" : "an interval that leaves out 0";
  }

  static String signed(double value) {
    String text = Numbers.rounded(value, "");
    return value > 0 && !text.startsWith("-") ? "+" + text : text;
  }

  static String interval(PairedComparison pair) {
    return pair.ci95().isDefined()
        ? " [" + signed(pair.ci95().low()) + ", " + signed(pair.ci95().high()) + "]"
        : "";
  }
}
