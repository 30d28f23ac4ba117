package org.unlearnbench.metric.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * scikit-learn 1.2's {@code StratifiedShuffleSplit(n_splits, test_size=0.1, random_state)}: random
 * train and test parts that keep the share of each class, index for index the same.
 *
 * <p>Each class gives the two parts its proportional number of samples, rounded down; what is then
 * missing goes to the classes with the largest remainders, ties decided by the generator. That
 * generator then shuffles each class and, last, each part.
 */
public final class StratifiedShuffleSplit {

  /** One split: places in the list of labels. */
  public record Fold(int[] train, int[] test) {}

  private StratifiedShuffleSplit() {}

  /** Why such labels cannot be split, or nothing. */
  public static Optional<String> obstacle(int[] labels) {
    if (labels.length == 0) {
      return Optional.of("there are no samples");
    }
    int[] counts = counts(labels);
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < 2) {
        return Optional.of("class " + c + " has " + counts[c] + " samples, at least 2 are needed");
      }
    }
    if (testSize(labels.length) < counts.length) {
      return Optional.of(
          "10 % of " + labels.length + " samples are fewer than the " + counts.length + " classes");
    }
    return Optional.empty();
  }

  /**
   * Draws the splits.
   *
   * @param labels classes 0..k-1, each at least twice
   * @param splits how many
   * @param seed of the generator, as {@code random_state}
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static List<Fold> folds(int[] labels, int splits, long seed) {
    obstacle(labels)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    int[][] members = members(labels);
    int[] counts = Arrays.stream(members).mapToInt(m -> m.length).toArray();
    int tests = testSize(labels.length);
    NumpyRandomState random = new NumpyRandomState(seed);
    List<Fold> folds = new ArrayList<>();
    for (int s = 0; s < splits; s++) {
      int[] inTrain = approximateMode(counts, labels.length - tests, random);
      int[] left = new int[counts.length];
      Arrays.setAll(left, c -> counts[c] - inTrain[c]);
      int[] inTest = approximateMode(left, tests, random);
      int[] train = new int[labels.length - tests];
      int[] test = new int[tests];
      int trained = 0;
      int tested = 0;
      for (int c = 0; c < counts.length; c++) {
        int[] order = random.permutation(counts[c]);
        for (int i = 0; i < inTrain[c]; i++) {
          train[trained++] = members[c][order[i]];
        }
        for (int i = inTrain[c]; i < inTrain[c] + inTest[c]; i++) {
          test[tested++] = members[c][order[i]];
        }
      }
      folds.add(new Fold(random.permutation(train), random.permutation(test)));
    }
    return folds;
  }

  private static int testSize(int samples) {
    return (int) Math.ceil(0.1 * samples);
  }

  private static int[] counts(int[] labels) {
    int[] counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  private static int[][] members(int[] labels) {
    int[] counts = counts(labels);
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, c -> new int[counts[c]]);
    int[] filled = new int[counts.length];
    for (int i = 0; i < labels.length; i++) {
      members[labels[i]][filled[labels[i]]++] = i;
    }
    return members;
  }

  /** About the most likely share of each class among {@code draws} samples drawn from all. */
  private static int[] approximateMode(int[] counts, int draws, NumpyRandomState random) {
    double all = Arrays.stream(counts).sum();
    int[] shares = new int[counts.length];
    double[] remainders = new double[counts.length];
    int missing = draws;
    for (int c = 0; c < counts.length; c++) {
      double expected = counts[c] / all * draws;
      shares[c] = (int) Math.floor(expected);
      remainders[c] = expected - Math.floor(expected);
      missing -= shares[c];
    }
    double[] values = Arrays.stream(remainders).distinct().sorted().toArray();
    for (int v = values.length - 1; v >= 0 && missing > 0; v--) {
      double value = values[v];
      int[] tied = IntStream.range(0, counts.length).filter(c -> remainders[c] == value).toArray();
      int added = Math.min(tied.length, missing);
      for (int c : random.choiceWithoutReplacement(tied, added)) {
        shares[c]++;
      }
      missing -= added;
    }
    return shares;
  }
}
