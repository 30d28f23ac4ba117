package org.unlearnbench.cli.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link ScoreResult} for people: a line per number, with what it means. */
public final class ScoreText {
  private ScoreText() {}

  /** The lines, without line ends. */
  public static List<String> of(ScoreResult result) {
    List<String> lines = new ArrayList<>();
    int used = result.attack().forgetUsed();
    int forget = result.forget().losses().length;
    lines.add("Membership attack " + ScoreResult.METRIC);
    lines.add(row("unseen losses", count(result.unseen().losses().length), result.unseen().file()));
    String part = used < forget ? " (" + used + " of them used)" : "";
    lines.add(row("forget losses", count(forget), result.forget().file() + part));
    double guessing = result.sizes().guessing();
    boolean balanced = guessing == 0.5;
    String guess =
        balanced
            ? "0.5 is guessing"
            : "always guessing unseen gives "
                + number(guessing)
                + ": forget is smaller than unseen";
    lines.add(row("MIA", number(result.attack().mia()), "accuracy of the attack, " + guess));
    result
        .bootstrap()
        .ifPresent(
            b ->
                lines.add(
                    row(
                        "MIA 95 % interval",
                        number(b.interval().low()) + " .. " + number(b.interval().high()),
                        b.draws() + " bootstrap resamples of both files")));
    lines.add(
        row(
            "forgetting score",
            number(result.attack().forgettingScore()),
            balanced
                ? "|MIA - 0.5|, 0 is best"
                : "|MIA - 0.5| as published, though guessing gives " + number(guessing - 0.5)));
    lines.add(
        result.nomus().isPresent()
            ? row(
                "NoMUS",
                number(result.nomus().getAsDouble()),
                "accuracy "
                    + number(result.accuracy().getAsDouble())
                    + ", lambda "
                    + result.lambda()
                    + ", 1 is best")
            : row("NoMUS", "NA", "needs --accuracy, the accuracy on test images"));
    if (!result.exposed().isEmpty()) {
      lines.add("Forget samples the attack is surest were trained on:");
      for (ScoreResult.Exposed e : result.exposed()) {
        String text = "loss " + e.loss() + ", probability " + number(e.probability());
        lines.add("  " + result.forget().place(e.index()) + ": " + text);
      }
    }
    return lines;
  }

  private static String row(String name, String value, Object meaning) {
    return String.format(Locale.ROOT, "  %-18s %-16s  %s", name, value, meaning);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String count(int value) {
    return Integer.toString(value);
  }
}
