package org.unlearnbench.metric;

import org.unlearnbench.metric.attack.LossLrAttack;

/** NoMUS, the normalised machine unlearning score of arXiv 2311.02240. */
public final class Nomus {
  /** Utility and forgetting count the same. */
  public static final double DEFAULT_LAMBDA = 0.5;

  private Nomus() {}

  /**
   * {@code lambda * accuracy + (1 - lambda) * (1 - 2 |M - 0.5|)}, 0..1, 1 is best.
   *
   * @param accuracy on test, 0..1
   * @param mia the attack's accuracy M, 0..1
   * @param lambda weight of the accuracy, 0..1
   * @return NaN if one of them is
   */
  public static double score(double accuracy, double mia, double lambda) {
    double forgetting = LossLrAttack.Result.forgettingScore(mia);
    return lambda * accuracy + (1 - lambda) * (1 - forgetting * 2);
  }
}
