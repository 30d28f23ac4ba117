package org.unlearnbench.metric.attack;

import java.util.Arrays;

/**
 * The soft-margin problem {@code min |w|^2 / 2 + C * sum of max(0, 1 - y (w x + b))}, solved by a
 * primal-dual interior point method with Mehrotra's predictor and corrector steps (Mehrotra, SIAM
 * J. Optim. 1992; for support vector machines of few features Fine and Scheinberg, JMLR 2001).
 *
 * <p>Ten to forty steps whatever the data, each linear in the number of samples. The steps' linear
 * systems are solved as weighted least squares, as the weights of support vectors outgrow all
 * others without bound.
 */
final class SoftMargin {
  private static final int MAXIMUM_STEPS = 100;

  /** Mean product of a multiplier and its slack at which the solution is taken for exact. */
  private static final double EXACT = 1e-13;

  /** The same, good enough where rounding lets it fall no further. */
  private static final double ENOUGH = 1e-10;

  /** How far w may be from the sum of the support vectors, relative to the largest such sum. */
  private static final double BALANCE = 1e-12;

  private static final double SHY_OF_THE_BORDER = 0.995;

  private final double[][] features;
  private final int[] signs;
  private final int[] counts;
  private final double c;
  private final int size;
  private final double samples;
  private final LeastSquares system;

  /** w and, last, b. */
  private final double[] plane;

  // Of each sample: its multiplier, C less that, and the slacks these are the multipliers of: how
  // far it is beyond the margin and how far it falls short of it.
  private final double[] multiplier;
  private final double[] room;
  private final double[] beyond;
  private final double[] shortfall;

  // The step, what it must undo, and what that makes of the linear system.
  private double[] planeStep = {};
  private final double[] multiplierStep;
  private final double[] beyondStep;
  private final double[] shortfallStep;
  private final double[] residual;
  private final double[] beyondGap;
  private final double[] shortfallGap;
  private final double[] curvature;
  private final double[] root;
  private final double[] target;
  private final double[] along;
  private final double[] imbalance;

  /**
   * States the problem.
   *
   * @param features feature j of sample i at {@code [j][i]}
   * @param signs y of each sample, 1 or -1, both present
   * @param counts how often each sample occurs
   * @param c C, above 0
   */
  SoftMargin(double[][] features, int[] signs, int[] counts, double c) {
    this.features = features;
    this.signs = signs;
    this.counts = counts;
    this.c = c;
    size = signs.length;
    samples = Arrays.stream(counts).sum();
    int dimensions = features.length;
    system = new LeastSquares(size + dimensions, dimensions + 1);
    plane = new double[dimensions + 1];
    multiplier = new double[size];
    room = new double[size];
    beyond = new double[size];
    shortfall = new double[size];
    multiplierStep = new double[size];
    beyondStep = new double[size];
    shortfallStep = new double[size];
    residual = new double[size];
    beyondGap = new double[size];
    shortfallGap = new double[size];
    curvature = new double[size];
    root = new double[size];
    target = new double[size + dimensions];
    along = new double[size];
    imbalance = new double[dimensions + 1];
    start();
  }

  /** Multipliers inside the box whose signed sum is 0, and slacks that fit w = 0 and b = 0. */
  private void start() {
    double positives = 0;
    for (int i = 0; i < size; i++) {
      positives += signs[i] > 0 ? counts[i] : 0;
    }
    double fewer = Math.min(positives, samples - positives);
    for (int i = 0; i < size; i++) {
      multiplier[i] = c / 2 * fewer / (signs[i] > 0 ? positives : samples - positives);
      room[i] = c - multiplier[i];
      beyond[i] = 0.5;
      shortfall[i] = 1.5;
    }
  }

  /**
   * w and, last, b.
   *
   * @throws ArithmeticException if the method does not converge
   */
  double[] solve() {
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MAXIMUM_STEPS; step++) {
      double gap = gapAfter(0);
      if (measure() <= BALANCE * c * samples
          && (gap <= EXACT || gap <= ENOUGH && gap > before / 2)) {
        return plane.clone();
      }
      before = gap;
      factor();
      findStep(0, 0);
      double reach = Math.min(1, longestStep());
      double shrinkage = gapAfter(reach) / gap;
      // No nearer than needed: the closer, the more do steps of the support vectors drown in
      // rounding.
      findStep(Math.max(shrinkage * shrinkage * shrinkage * gap, EXACT / 2), reach * reach);
      advance(Math.min(1, SHY_OF_THE_BORDER * longestStep()));
    }
    throw new ArithmeticException(
        "the support vectors of " + size + " points were not found, the gap is " + before);
  }

  /** The multiplier of each sample, from 0 to C; after {@link #solve}. */
  double[] multipliers() {
    return multiplier.clone();
  }

  /** Finds what is not yet fulfilled and returns by how much w and b are not at most. */
  private double measure() {
    combine(plane, along);
    for (int i = 0; i < size; i++) {
      residual[i] = signs[i] * along[i] - 1 + shortfall[i] - beyond[i];
    }
    double largest = 0;
    for (int j = 0; j < imbalance.length; j++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        double feature = j < features.length ? features[j][i] : 1;
        sum += signs[i] * counts[i] * multiplier[i] * feature;
      }
      imbalance[j] = j < features.length ? sum - plane[j] : sum;
      largest = Math.max(largest, Math.abs(imbalance[j]));
    }
    return largest;
  }

  private void factor() {
    int dimensions = features.length;
    for (int i = 0; i < size; i++) {
      curvature[i] = beyond[i] / multiplier[i] + shortfall[i] / room[i];
      root[i] = Math.sqrt(counts[i] / curvature[i]);
    }
    for (int j = 0; j <= dimensions; j++) {
      double[] column = system.column(j);
      for (int i = 0; i < size; i++) {
        column[i] = j < dimensions ? root[i] * features[j][i] : root[i];
      }
      Arrays.fill(column, size, column.length, 0);
      if (j < dimensions) {
        column[size + j] = 1;
      }
    }
    system.factor();
  }

  /**
   * Newton's step to where every product is {@code goal}.
   *
   * @param correction how much of the last step's second-order error to take back, 0..1; all of it
   *     where that step was short would do harm
   */
  private void findStep(double goal, double correction) {
    for (int i = 0; i < size; i++) {
      beyondGap[i] = beyond[i] * multiplier[i] - goal;
      shortfallGap[i] = shortfall[i] * room[i] - goal;
      beyondGap[i] += correction * beyondStep[i] * multiplierStep[i];
      shortfallGap[i] -= correction * shortfallStep[i] * multiplierStep[i];
      along[i] = shortfallGap[i] / room[i] - beyondGap[i] / multiplier[i] - residual[i];
      target[i] = root[i] * signs[i] * along[i];
    }
    planeStep = system.solve(target, imbalance); // with 0 in the rows of |w|^2
    combine(planeStep, target);
    for (int i = 0; i < size; i++) {
      multiplierStep[i] = (along[i] - signs[i] * target[i]) / curvature[i];
      beyondStep[i] = -(beyondGap[i] + beyond[i] * multiplierStep[i]) / multiplier[i];
      shortfallStep[i] = (shortfall[i] * multiplierStep[i] - shortfallGap[i]) / room[i];
    }
  }

  private double longestStep() {
    double longest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      longest = Math.min(longest, reach(multiplier[i], multiplierStep[i]));
      longest = Math.min(longest, reach(room[i], -multiplierStep[i]));
      longest = Math.min(longest, reach(beyond[i], beyondStep[i]));
      longest = Math.min(longest, reach(shortfall[i], shortfallStep[i]));
    }
    return longest;
  }

  private static double reach(double value, double step) {
    return step < 0 ? -value / step : Double.POSITIVE_INFINITY;
  }

  /** The mean product of multipliers and slacks after a part of the step. */
  private double gapAfter(double part) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double change = part * multiplierStep[i];
      sum +=
          counts[i]
              * ((beyond[i] + part * beyondStep[i]) * (multiplier[i] + change)
                  + (shortfall[i] + part * shortfallStep[i]) * (room[i] - change));
    }
    return sum / (2 * samples);
  }

  private void advance(double part) {
    for (int i = 0; i < size; i++) {
      multiplier[i] += part * multiplierStep[i];
      room[i] -= part * multiplierStep[i];
      beyond[i] += part * beyondStep[i];
      shortfall[i] += part * shortfallStep[i];
    }
    for (int j = 0; j < plane.length; j++) {
      plane[j] += part * planeStep[j];
    }
  }

  /** {@code w x + b} of every sample. */
  private void combine(double[] direction, double[] into) {
    int dimensions = features.length;
    Arrays.fill(into, 0, size, direction[dimensions]);
    for (int j = 0; j < dimensions; j++) {
      for (int i = 0; i < size; i++) {
        into[i] += direction[j] * features[j][i];
      }
    }
  }
}
