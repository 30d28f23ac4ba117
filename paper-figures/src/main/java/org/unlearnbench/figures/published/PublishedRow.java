package org.unlearnbench.figures.published;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a source says about one method on one data set.
 *
 * @param dataset our name of the data set, its label in {@code recipe}
 * @param method label or name of the method in {@code recipe}
 * @param name what the source calls the method
 * @param values the numbers
 * @param seeds number of runs behind them, at least 1
 * @param source where they stand
 * @param commit version of the source
 * @param caveat what to know before comparing
 * @param recipe experiment file that has the source's settings; empty: none has
 * @param setting how the source came to its numbers
 * @param fromScratch whether the recipe alone makes the model; false if it is, or starts at, a
 *     model that was handed out
 */
public record PublishedRow(
    String dataset,
    String method,
    String name,
    List<Value> values,
    int seeds,
    String source,
    String commit,
    String caveat,
    Optional<Path> recipe,
    Setting setting,
    boolean fromScratch) {

  /**
   * One number.
   *
   * @param metric column of our metric that measures the same
   * @param value as published
   * @param rounding half a unit of its last digit
   * @param deviation standard deviation over seeds, NaN where not published
   */
  public record Value(String metric, double value, double rounding, double deviation) {}

  /**
   * How a source came to its numbers; empty texts: not told.
   *
   * @param network architecture
   * @param imageSize pixels, as the source has it
   * @param attack which attack
   * @param attackSplit what the attack holds forget against
   * @param attackValue the attack's result, where no metric of ours is that attack
   * @param minutes what the method took
   * @param answers how many answers its test accuracy is a share of
   * @param protocol what is not the first paper's protocol; empty: nothing
   * @param stands README, notebook, paper or history
   * @param traps what makes the numbers mean something else
   */
  public record Setting(
      String network,
      String imageSize,
      String attack,
      String attackSplit,
      OptionalDouble attackValue,
      OptionalDouble minutes,
      OptionalDouble answers,
      String protocol,
      String stands,
      List<Trap> traps) {

    public Setting {
      traps = List.copyOf(traps);
    }
  }

  /** What makes a number mean something else than it says. */
  public enum Trap {
    FORGET_FROM_RETAIN("its forget loader holds retain images"),
    TRAINS_ON_UNSEEN("trains on images it is attacked with as unseen"),
    ACCURACY_ON_UNSEEN("accuracy taken on unseen, not test"),
    EPOCH_CHOSEN_ON_TEST("best epoch chosen on test or unseen");

    private final String text;

    Trap(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }

    /** For files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The number of a metric, NaN where there is none. */
  public double value(String metric) {
    return values.stream()
        .filter(value -> value.metric().equals(metric))
        .mapToDouble(Value::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The repository or paper alone, without what in it. */
  public String place() {
    return source.replaceFirst("^github\\.com/", "").split("[ ;,]", 2)[0];
  }

  public PublishedRow {
    values = List.copyOf(values);
  }
}
