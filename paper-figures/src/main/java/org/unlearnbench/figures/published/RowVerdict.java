package org.unlearnbench.figures.published;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be said of a published row as a whole.
 *
 * @param row which
 * @param kind what
 * @param why in one line; empty where the kind says it all
 */
public record RowVerdict(PublishedRow row, Kind kind, String why) {

  /** A row whose numbers are all this near to Original's did nothing. */
  public static final double NOTHING = 0.002;

  /** How far a NoMUS may be from its own formula; four rounded digits leave 0.0002. */
  private static final double FORMULA = 0.002;

  private static final double SLACK = 1e-9;

  /** What can be said. */
  public enum Kind {
    REPRODUCED("reproduced"),
    NOT_REPRODUCED("not reproduced"),
    OTHER_PROTOCOL("other protocol"),
    IMPOSSIBLE_ARITHMETIC("impossible arithmetic"),
    DOES_NOTHING("does nothing"),
    NOT_RUN_HERE("not run here");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people and files. */
    public String text() {
      return text;
    }
  }

  /**
   * Judges every row, in order. What its own numbers say comes first, then its protocol, then runs.
   *
   * @param rows all rows of a table, as Original of the same table tells what did nothing
   * @param runs what holding runs against them gave, may be empty
   */
  public static List<RowVerdict> of(List<PublishedRow> rows, List<Reproduction> runs) {
    return rows.stream().map(row -> of(row, rows, runs)).toList();
  }

  private static RowVerdict of(PublishedRow row, List<PublishedRow> rows, List<Reproduction> runs) {
    List<String> wrong = contradictions(row);
    if (!wrong.isEmpty()) {
      return new RowVerdict(row, Kind.IMPOSSIBLE_ARITHMETIC, String.join("; ", wrong));
    }
    Optional<PublishedRow> original =
        rows.stream().filter(o -> o.method().equals("original") && sameTable(o, row)).findFirst();
    if (original.isPresent() && didNothing(row, original.get())) {
      String why = "every number within " + NOTHING + " of the source's own Original";
      return new RowVerdict(row, Kind.DOES_NOTHING, why + also(row));
    }
    if (row.recipe().isEmpty()) {
      String traps =
          row.setting().traps().stream().map(t -> "; " + t.text()).collect(Collectors.joining());
      return new RowVerdict(row, Kind.OTHER_PROTOCOL, row.setting().protocol() + traps);
    }
    List<Reproduction> own = runs.stream().filter(run -> run.row() == row).toList();
    List<Reproduction> judged =
        own.stream().filter(r -> r.verdict() != Reproduction.Verdict.NOT_COMPARABLE).toList();
    if (judged.isEmpty()) {
      String recipe = row.recipe().get().getFileName().toString();
      String why =
          own.isEmpty()
              ? "no run of " + recipe + " was given"
              : own.stream()
                  .flatMap(run -> run.reasons().stream())
                  .distinct()
                  .collect(Collectors.joining("; "));
      return new RowVerdict(row, Kind.NOT_RUN_HERE, why);
    }
    String differing =
        judged.stream()
            .filter(r -> r.verdict() == Reproduction.Verdict.DIFFERS)
            .map(r -> r.published().metric())
            .distinct()
            .collect(Collectors.joining(", "));
    return differing.isEmpty()
        ? new RowVerdict(row, Kind.REPRODUCED, "")
        : new RowVerdict(row, Kind.NOT_REPRODUCED, differing + " differs");
  }

  private static String also(PublishedRow row) {
    return row.recipe().isPresent() ? "" : "; " + row.setting().protocol();
  }

  /**
   * What a row's numbers contradict: the formula of NoMUS, and that an accuracy is a share of a
   * whole number of answers (rounded, or cut off).
   */
  static List<String> contradictions(PublishedRow row) {
    List<String> wrong = new ArrayList<>();
    double accuracy = row.value("test_accuracy");
    double formula = accuracy / 2 + 0.5 - row.value("forgetting_score");
    double nomus = row.value("nomus");
    if (Math.abs(formula - nomus) > FORMULA + SLACK) {
      wrong.add(
          "NoMUS is %s, accuracy / 2 + 0.5 - forgetting score is %s"
              .formatted(plain(nomus), plain(formula)));
    }
    if (row.setting().answers().isPresent() && Double.isFinite(accuracy)) {
      double answers = row.setting().answers().getAsDouble();
      double half =
          row.values().stream()
              .filter(value -> value.metric().equals("test_accuracy"))
              .mapToDouble(PublishedRow.Value::rounding)
              .findFirst()
              .orElseThrow();
      double most = Math.floor((accuracy + 2 * half) * answers - SLACK);
      if (most < (accuracy - half) * answers - SLACK) {
        wrong.add(
            "no whole number of right answers of %s is %s".formatted(plain(answers), accuracy));
      }
    }
    return wrong;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(Math.round(value * 10_000), 4).stripTrailingZeros().toPlainString();
  }

  /** Whether two rows are of one table of one source. */
  private static boolean sameTable(PublishedRow one, PublishedRow other) {
    return one.dataset().equals(other.dataset())
        && one.source().equals(other.source())
        && one.commit().equals(other.commit())
        && one.setting().network().equals(other.setting().network())
        && one.setting().stands().equals(other.setting().stands());
  }

  /** At least two numbers are there in both, and all of them are alike. */
  private static boolean didNothing(PublishedRow row, PublishedRow original) {
    if (row.method().equals("original") || row.method().equals("retrain")) {
      return false;
    }
    List<Double> apart = new ArrayList<>();
    for (PublishedRow.Value value : row.values()) {
      apart.add(Math.abs(value.value() - original.value(value.metric())));
    }
    if (row.setting().attackValue().isPresent()
        && original.setting().attackValue().isPresent()
        && Objects.equals(row.setting().attack(), original.setting().attack())) {
      apart.add(
          Math.abs(
              row.setting().attackValue().getAsDouble()
                  - original.setting().attackValue().getAsDouble()));
    }
    apart.removeIf(distance -> !Double.isFinite(distance));
    return apart.size() >= 2 && apart.stream().allMatch(distance -> distance <= NOTHING + SLACK);
  }
}
