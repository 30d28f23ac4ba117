package org.unlearnbench.figures.study;

import java.util.Random;

/**
 * Paired permutation test: if method and reference were alike, each seed's difference could as well
 * have the other sign. The p-value is the share of sign patterns whose sum lies at least as far
 * from 0 as the observed one (two-sided).
 *
 * <p>All patterns are tried up to twenty seeds; beyond that 100,000 drawn with a fixed seed, the
 * observed one counted among them. With n seeds no p-value lies below 2 / 2^n: three seeds cannot
 * show anything at 5 %, six can.
 */
public final class SignFlips {
  private static final int MOST_EXACT = 20;
  private static final int DRAWS = 100_000;
  private static final long SEED = 20231104;

  /** Sums that differ by rounding alone count as equal. */
  private static final double ROUNDING = 1e-12;

  private SignFlips() {}

  /**
   * The two-sided p-value, 0..1.
   *
   * @param differences one per seed
   * @return NaN without differences or where one is not finite
   */
  public static double pValue(double... differences) {
    double sum = 0;
    double size = 0;
    for (double difference : differences) {
      sum += difference;
      size += Math.abs(difference);
    }
    if (differences.length == 0 || !Double.isFinite(size)) {
      return Double.NaN;
    }
    double bound = Math.abs(sum) - ROUNDING * size;
    return differences.length <= MOST_EXACT ? exact(differences, bound) : drawn(differences, bound);
  }

  /** The smallest p-value that so many seeds can give. */
  public static double smallestPValue(int seeds) {
    return Math.min(1, 2 * Math.pow(0.5, seeds));
  }

  private static double exact(double[] differences, double bound) {
    int patterns = 1 << differences.length;
    int far = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
      }
      far += Math.abs(sum) >= bound ? 1 : 0;
    }
    return (double) far / patterns;
  }

  private static double drawn(double[] differences, double bound) {
    Random random = new Random(SEED);
    int far = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      far += Math.abs(sum) >= bound ? 1 : 0;
    }
    return (double) far / (DRAWS + 1);
  }
}
