package org.unlearnbench.figures.published;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.SeedSummary;

/**
 * A published number and ours.
 *
 * @param experiment name of our experiment
 * @param row where the number comes from
 * @param published the number
 * @param ours our cells' values over seeds
 * @param difference our mean minus the published number, NaN where we have none
 * @param tolerance see {@link #of}; NaN below two seeds
 * @param verdict what follows
 * @param reasons why it cannot be compared, empty where it can
 */
public record Reproduction(
    String experiment,
    PublishedRow row,
    PublishedRow.Value published,
    SeedSummary ours,
    double difference,
    double tolerance,
    Verdict verdict,
    List<String> reasons) {

  public Reproduction {
    reasons = List.copyOf(reasons);
  }

  /** All reasons on one line. */
  public String reason() {
    return String.join("; ", reasons);
  }

  /** Fewer seeds of ours say too little about how far apart two runs of one recipe lie. */
  public static final int FEWEST_SEEDS = 3;

  /** What can be said. */
  public enum Verdict {
    REPRODUCED("reproduced"),
    DIFFERS("differs"),
    NOT_COMPARABLE("not comparable");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** For people and files. */
    public String text() {
      return text;
    }
  }

  /**
   * Judges a number. The tolerance is half the 95 % prediction interval of the mean of as many
   * further runs as the source had, from the scatter of our n seeds: {@code t(n - 1) s sqrt(1/n +
   * 1/m)}, plus the rounding of the published number.
   *
   * @param obstacles what forbids a comparison whatever the numbers are
   */
  static Reproduction of(
      String experiment,
      PublishedRow row,
      PublishedRow.Value published,
      SeedSummary ours,
      List<String> obstacles) {
    double difference = ours.mean() - published.value();
    double tolerance =
        ours.n() < 2
            ? Double.NaN
            : SeedSummary.quantile975(ours.n() - 1)
                    * ours.deviation()
                    * Math.sqrt(1.0 / ours.n() + 1.0 / row.seeds())
                + published.rounding();
    List<String> reasons = new ArrayList<>(obstacles);
    if (!row.fromScratch()) {
      reasons.add("the published model is, or starts at, one the recipe does not make");
    }
    if (ours.n() == 0) {
      reasons.add("no value of ours");
    } else if (ours.n() < FEWEST_SEEDS) {
      String seeds = ours.n() == 1 ? " seed" : " seeds";
      reasons.add(ours.n() + seeds + " of ours, expected at least " + FEWEST_SEEDS);
    } else if (!Double.isFinite(tolerance) || !Double.isFinite(difference)) {
      reasons.add("a value of ours is not finite");
    }
    Verdict verdict =
        !reasons.isEmpty()
            ? Verdict.NOT_COMPARABLE
            : Math.abs(difference) <= tolerance ? Verdict.REPRODUCED : Verdict.DIFFERS;
    return new Reproduction(
        experiment, row, published, ours, difference, tolerance, verdict, reasons);
  }
}
