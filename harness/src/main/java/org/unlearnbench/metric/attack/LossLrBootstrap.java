package org.unlearnbench.metric.attack;

/**
 * How far M of {@link LossLrAttack} moves with the samples at hand: both lists of losses are drawn
 * anew with replacement, the whole attack is made, and the middle 95 % of the results is the
 * interval. It speaks of the images, not of training seeds.
 */
public final class LossLrBootstrap {
  private static final long SEED = 20231104;

  private LossLrBootstrap() {}

  /**
   * The percentile interval of M; equal input gives equal output.
   *
   * @param draws how many resamples, at least 1
   * @throws IllegalArgumentException where {@link LossLrAttack#obstacle} finds one
   */
  public static Interval interval(double[] unseen, double[] forget, int draws) {
    LossLrAttack.obstacle(unseen, forget)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    NumpyRandomState random = new NumpyRandomState(SEED);
    double[] results = new double[draws];
    for (int d = 0; d < draws; d++) {
      double[] drawnUnseen = resample(unseen, random);
      results[d] = LossLrAttack.run(drawnUnseen, resample(forget, random)).mia();
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
}
