package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what a reader of a board must know before believing it. */
public final class Notices {
  /** Below this many seeds an interval says little. */
  private static final int FEW_SEEDS = 3;

  private Notices() {}

  /** The notices of all data sets, in their order. */
  public static List<Notice> of(Study study) {
    List<Notice> notices = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      originalBeatsRetrained(study, data, notices);
      fewSeeds(data, notices);
      failures(data, notices);
    }
    return notices;
  }

  private static void originalBeatsRetrained(Study study, DataSetStudy data, List<Notice> notices) {
    double original = mean(study, data, Role.ORIGINAL);
    double retrained = mean(study, data, Role.RETRAINED);
    if (study.ranking().better(original, retrained)) {
      String text =
          "Original (%.3f) beats Retrained (%.3f) on the ranking metric %s: here the metric does not"
              + " reward closeness to Retrained, and ranks are to be read with care.";
      notices.add(
          new Notice(
              data.label(),
              String.format(Locale.ROOT, text, original, retrained, study.ranking().title())));
    }
  }

  private static double mean(Study study, DataSetStudy data, Role role) {
    return data.withRole(role).map(m -> m.mean(study.ranking().column())).orElse(Double.NaN);
  }

  private static void fewSeeds(DataSetStudy data, List<Notice> notices) {
    List<String> few =
        data.methods().stream()
            .filter(method -> method.finished().size() < FEW_SEEDS)
            .map(method -> method.title() + " (" + method.finished().size() + ")")
            .toList();
    if (!few.isEmpty()) {
      String text = "Fewer than three seeds, so a difference may be chance alone: ";
      notices.add(new Notice(data.label(), text + String.join(", ", few) + "."));
    }
  }

  private static void failures(DataSetStudy data, List<Notice> notices) {
    for (MethodSummary method : data.methods()) {
      for (SeedCell cell : method.failed()) {
        notices.add(
            new Notice(
                data.label(),
                method.title()
                    + " failed with seed "
                    + cell.seed()
                    + ": "
                    + cell.result().reason()));
      }
    }
  }
}
