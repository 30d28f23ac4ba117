package org.unlearnbench.metric.attack;

import java.util.Arrays;

/**
 * How well a score tells members from non-members over all thresholds; "member" is guessed where
 * the score is at least the threshold. Everything is NaN if a side is empty or a score is NaN.
 */
public final class RocCurve {
  private static final double Z95 = 1.959963984540054; // the normal distribution's 0.975 quantile

  private final double auc;
  private final double standardError;
  private final double balancedAccuracy;

  /** By threshold, from the highest down: rates of members and non-members at or above it. */
  private final double[] truePositiveRates;

  private final double[] falsePositiveRates;

  private RocCurve(
      double auc, double standardError, double accuracy, double[] trueRates, double[] falseRates) {
    this.auc = auc;
    this.standardError = standardError;
    this.balancedAccuracy = accuracy;
    this.truePositiveRates = trueRates;
    this.falsePositiveRates = falseRates;
  }

  /**
   * The curve of these scores; the order within a side does not matter.
   *
   * @param members higher should mean member; infinities are allowed
   * @param others scores of non-members
   */
  public static RocCurve of(double[] members, double[] others) {
    double[] m = sorted(members);
    double[] o = sorted(others);
    if (m.length == 0 || o.length == 0 || hasNan(m) || hasNan(o)) {
      return new RocCurve(Double.NaN, Double.NaN, Double.NaN, null, null);
    }
    long[] memberPlaces = new long[m.length];
    long[] otherPlaces = new long[o.length];
    Rates rates = new Rates(m.length + o.length);
    // From the highest score down, a group of equal scores at a time. Places count in halves.
    int i = m.length;
    int j = o.length;
    while (i > 0 || j > 0) {
      double score = Math.max(i > 0 ? m[i - 1] : o[j - 1], j > 0 ? o[j - 1] : m[i - 1]);
      int firstMember = i;
      int firstOther = j;
      while (i > 0 && m[i - 1] == score) {
        i--;
      }
      while (j > 0 && o[j - 1] == score) {
        j--;
      }
      Arrays.fill(memberPlaces, i, firstMember, (long) j + firstOther);
      Arrays.fill(otherPlaces, j, firstOther, 2L * m.length - i - firstMember);
      rates.add((double) (m.length - i) / m.length, (double) (o.length - j) / o.length);
    }
    double area = Arrays.stream(memberPlaces).sum() / (2.0 * m.length * o.length);
    double error =
        StrictMath.sqrt(
            variance(memberPlaces, 2.0 * o.length) / m.length
                + variance(otherPlaces, 2.0 * m.length) / o.length);
    return new RocCurve(
        area, error, rates.balancedAccuracy(), rates.trueRates(), rates.falseRates());
  }

  /** Area under the curve, 0..1: how often a member scores above another, ties count half. */
  public double auc() {
    return auc;
  }

  /**
   * Standard error of the area (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988); NaN for
   * fewer than two samples on a side.
   */
  public double aucStandardError() {
    return standardError;
  }

  /** The area's 95 % interval by that standard error, within 0..1. */
  public Interval auc95() {
    return auc95(auc, standardError);
  }

  /** The 95 % interval of an area with this standard error, within 0..1. */
  public static Interval auc95(double auc, double standardError) {
    return Interval.around(auc, Z95 * standardError).clip(0, 1);
  }

  /**
   * Largest rate of members found, 0..1, at a threshold whose rate of false alarms is at most
   * {@code falsePositiveRate}; no interpolation between thresholds.
   */
  public double truePositiveRateAt(double falsePositiveRate) {
    if (truePositiveRates == null) {
      return Double.NaN;
    }
    double best = 0;
    for (int t = 0; t < truePositiveRates.length; t++) {
      if (falsePositiveRates[t] <= falsePositiveRate) {
        best = truePositiveRates[t];
      }
    }
    return best;
  }

  /**
   * Balanced accuracy (mean of the two sides' accuracies) at the best threshold, 0.5..1. The
   * threshold is chosen on the scores it is judged by, so this is the attack's upper bound.
   */
  public double bestBalancedAccuracy() {
    return balancedAccuracy;
  }

  private static double[] sorted(double... values) {
    double[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0.0; // -0 and 0 are one score
    }
    Arrays.sort(copy);
    return copy;
  }

  private static boolean hasNan(double... sorted) {
    return Double.isNaN(sorted[sorted.length - 1]);
  }

  /** Sample variance of {@code places / unit}; NaN for fewer than two. */
  private static double variance(long[] places, double unit) {
    if (places.length < 2) {
      return Double.NaN;
    }
    double mean = Arrays.stream(places).sum() / (double) places.length;
    double squares = 0;
    for (long place : places) {
      squares += (place - mean) * (place - mean);
    }
    return squares / unit / unit / (places.length - 1);
  }

  /** Collects a point per threshold. */
  private static final class Rates {
    private final double[] trueRates;
    private final double[] falseRates;
    private int count;

    Rates(int most) {
      trueRates = new double[most];
      falseRates = new double[most];
    }

    void add(double trueRate, double falseRate) {
      trueRates[count] = trueRate;
      falseRates[count++] = falseRate;
    }

    double balancedAccuracy() {
      double best = 0.5; // a threshold above all scores
      for (int t = 0; t < count; t++) {
        best = Math.max(best, (trueRates[t] + (1 - falseRates[t])) / 2);
      }
      return best;
    }

    double[] trueRates() {
      return Arrays.copyOf(trueRates, count);
    }

    double[] falseRates() {
      return Arrays.copyOf(falseRates, count);
    }
  }
}
