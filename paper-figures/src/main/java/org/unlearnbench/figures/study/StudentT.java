package org.unlearnbench.figures.study;

import org.apache.commons.math3.distribution.TDistribution;

/** Student's t distribution. */
public final class StudentT {
  private StudentT() {}

  /** The 0.975 quantile: half the width of a 95 % interval in standard errors. */
  public static double quantile975(int degreesOfFreedom) {
    return new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(0.975);
  }
}
