package org.unlearnbench.figures.study;

import java.util.List;
import org.unlearnbench.metric.attack.Interval;

/**
 * Whether an attack can tell anything here: on Original, which remembers the forget set, its area
 * under the curve must lie clearly off 0.5. Else its column says nothing about unlearning.
 *
 * @param verdict what follows
 * @param auc mean area over Original's seeds, NaN where there is none
 * @param ci95 of that mean
 */
public record PowerCheck(Verdict verdict, double auc, Interval ci95) {
  private static final double Z95 = 1.959963984540054; // the normal distribution's 0.975 quantile

  /** What the area on Original says of an attack. */
  public enum Verdict {
    /** The interval lies above 0.5. */
    POWER,
    /** 0.5 lies within the interval: mark the attack "no power". */
    NO_POWER,
    /** The interval lies below 0.5: the score points the wrong way on Original. */
    REVERSED,
    /** No area or no standard error. */
    UNKNOWN
  }

  /**
   * An area with its standard error.
   *
   * @param auc 0..1
   * @param standardError by DeLong
   */
  public record Area(double auc, double standardError) {}

  /**
   * Judges the areas of Original's seeds. All seeds attack the same images, so the standard error
   * of their mean is not taken to shrink with the number of seeds: it is the root of the mean
   * squared standard error.
   */
  public static PowerCheck of(List<Area> seeds) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (Area area : seeds) {
      if (!Double.isNaN(area.auc()) && !Double.isNaN(area.standardError())) {
        sum += area.auc();
        squares += area.standardError() * area.standardError();
        n++;
      }
    }
    if (n == 0) {
      return new PowerCheck(Verdict.UNKNOWN, Double.NaN, Interval.NONE);
    }
    double mean = sum / n;
    Interval interval = Interval.around(mean, Z95 * Math.sqrt(squares / n)).clip(0, 1);
    return new PowerCheck(verdict(interval), mean, interval);
  }

  private static Verdict verdict(Interval interval) {
    if (interval.contains(0.5)) {
      return Verdict.NO_POWER;
    }
    return interval.low() > 0.5 ? Verdict.POWER : Verdict.REVERSED;
  }
}
