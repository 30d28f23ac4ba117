package org.unlearnbench.metric.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The membership attack of the ndb796/MachineUnlearning notebooks (arXiv 2311.02240), id {@code
 * mia.loss-lr/ndb796@2}: a logistic regression guesses from a sample's loss whether it is forgotten
 * (1) or unseen (0); the score M is its mean accuracy over ten random splits.
 *
 * <p>The forget losses are shuffled with {@code RandomState(42)} and cut to the number of unseen
 * losses; ten stratified splits (10 % test, {@code random_state=0}) follow unseen before forget. M
 * near 0.5: the attack cannot tell the two apart. The regression finds its own direction, so M
 * above 0.5 says nothing about which side has the larger losses.
 *
 * <p>Published numbers come from scikit-learn's solver, which stops early where losses are large
 * (models that diverged): {@link #run} stops where it does. {@link #runExact}, id {@code
 * mia.loss-lr/exact@1}, goes to the minimum; the two agree on models that work.
 */
public final class LossLrAttack {
  private static final long SHUFFLE_SEED = 42;
  private static final long SPLIT_SEED = 0;
  private static final int SPLITS = 10;
  private static final long BOOTSTRAP_SEED = 20231104;

  /**
   * What the attack found.
   *
   * @param foldAccuracies accuracy on the test part of each split, 0..1
   * @param mia M, their mean, 0..1
   * @param forgetUsed how many forget losses were kept
   */
  public record Result(List<Double> foldAccuracies, double mia, int forgetUsed) {

    public Result {
      foldAccuracies = List.copyOf(foldAccuracies);
    }

    /** The forgetting score |M - 0.5|, 0..0.5; 0 is best. */
    public double forgettingScore() {
      return forgettingScore(mia);
    }

    /** |M - 0.5|. */
    public static double forgettingScore(double mia) {
      return Math.abs(mia - 0.5);
    }
  }

  private LossLrAttack() {}

  /** Why the attack cannot be made on these losses, or nothing. */
  public static Optional<String> obstacle(double[] unseen, double[] forget) {
    Optional<String> few = sizes(unseen, forget).obstacle();
    if (few.isPresent()) {
      return few;
    }
    for (double[] losses : new double[][] {unseen, forget}) {
      String side = losses == unseen ? "unseen" : "forget";
      for (int i = 0; i < losses.length; i++) {
        if (!Double.isFinite(losses[i])) {
          return Optional.of(side + " loss " + i + " is not finite");
        }
      }
    }
    return Optional.empty();
  }

  /** Learns from some of the samples. */
  @FunctionalInterface
  private interface Fit {
    LogisticRegression of(double[] losses, int[] labels, int... rows);
  }

  /**
   * Makes the attack as published: the regression stops where scikit-learn 1.2.1's does.
   *
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static Result run(double[] unseen, double[] forget) {
    return run(unseen, forget, LogisticRegression::stoppedEarly);
  }

  /**
   * Makes the attack with the regression's exact minimum.
   *
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static Result runExact(double[] unseen, double[] forget) {
    double[] weights = {1, 1};
    return run(
        unseen, forget, (x, labels, rows) -> LogisticRegression.fit(x, labels, rows, weights));
  }

  private static Result run(double[] unseen, double[] forget, Fit fit) {
    obstacle(unseen, forget)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    double[] losses = losses(unseen, forget);
    int[] labels = sizes(unseen, forget).labels();
    double[] accuracies = new double[SPLITS];
    List<StratifiedShuffleSplit.Fold> folds =
        StratifiedShuffleSplit.folds(labels, SPLITS, SPLIT_SEED);
    for (int f = 0; f < SPLITS; f++) {
      StratifiedShuffleSplit.Fold fold = folds.get(f);
      LogisticRegression model = fit.of(losses, labels, fold.train());
      int right = 0;
      for (int row : fold.test()) {
        right += model.predict(losses[row]) == labels[row] ? 1 : 0;
      }
      accuracies[f] = (double) right / fold.test().length;
    }
    List<Double> scores = Arrays.stream(accuracies).boxed().toList();
    return new Result(scores, numpyMean(accuracies), losses.length - unseen.length);
  }

  /** The regression on all samples the attack uses, of which the splits see 90 % each. */
  public static LogisticRegression fitOnAll(double[] unseen, double[] forget) {
    double[] losses = losses(unseen, forget);
    return LogisticRegression.fit(losses, sizes(unseen, forget).labels());
  }

  /**
   * How far M moves with the samples at hand: both lists of losses are drawn anew with replacement,
   * the whole attack is made, and the middle 95 % of the results is the interval. It speaks of the
   * images, not of training seeds. Equal input gives equal output.
   *
   * @param draws how many resamples, at least 1
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static Interval bootstrap95(double[] unseen, double[] forget, int draws) {
    NumpyRandomState random = new NumpyRandomState(BOOTSTRAP_SEED);
    double[] results = new double[draws];
    for (int d = 0; d < draws; d++) {
      double[] drawnUnseen = resample(unseen, random);
      results[d] = run(drawnUnseen, resample(forget, random)).mia();
    }
    return Interval.middle95(results);
  }

  private static double[] resample(double[] values, NumpyRandomState random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInterval(values.length - 1)];
    }
    return drawn;
  }

  private static SideSizes sizes(double[] unseen, double[] forget) {
    return new SideSizes(unseen.length, forget.length);
  }

  /** Unseen losses, then the forget losses that are kept. */
  private static double[] losses(double[] unseen, double[] forget) {
    double[] shuffled = forget.clone();
    new NumpyRandomState(SHUFFLE_SEED).shuffle(shuffled);
    double[] losses = Arrays.copyOf(unseen, unseen.length + sizes(unseen, forget).forgetUsed());
    System.arraycopy(shuffled, 0, losses, unseen.length, losses.length - unseen.length);
    return losses;
  }

  /** The mean of ten numbers, added in the order NumPy adds them: eight lanes, then the rest. */
  private static double numpyMean(double... a) {
    double sum = ((a[0] + a[1]) + (a[2] + a[3])) + ((a[4] + a[5]) + (a[6] + a[7]));
    return (sum + a[8] + a[9]) / SPLITS;
  }
}
