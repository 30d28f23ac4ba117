package org.unlearnbench.metric.attack;

/**
 * Logistic regression on one feature: the minimum of {@code w^2 / 2 + C * sum of log-losses}, the
 * intercept not penalised (scikit-learn's defaults with C = 1), found by Newton's method in double
 * precision.
 *
 * <p>The minimum is unique as soon as both classes occur, so this is what scikit-learn's L-BFGS
 * stops near. {@link StrictMath} makes it equal on every machine.
 *
 * @param coefficient w
 * @param intercept b
 */
public record LogisticRegression(double coefficient, double intercept) {
  private static final int MAXIMUM_STEPS = 200;

  /** Convergence is quadratic: a step that gains less leaves an error below double precision. */
  private static final double LAST_STEP = 1e-16;

  private static final double NEAR = 1e-6;

  /**
   * Gain per sample that rounding of the sums alone can promise. Below it no step is made, so that
   * two classes with the same values in another order give exactly 0 and 0, a tie.
   */
  private static final double ROUNDING = 5e-30;

  /**
   * Fits.
   *
   * @param x finite features
   * @param labels 0 or 1 per feature; both must occur
   * @param rows which of them count, repeats allowed
   * @param weights weight of class 0 and of class 1 in the sum of log-losses, C included
   * @throws IllegalArgumentException if only one class occurs or a feature is not finite
   */
  static LogisticRegression fit(double[] x, int[] labels, int[] rows, double[] weights) {
    int ones = 0;
    double offsets = 0;
    // Features are measured from their mean, which keeps Newton's matrix well conditioned; taking
    // it relative to the first one makes constant features exactly 0.
    double first = rows.length == 0 ? 0 : x[rows[0]];
    for (int row : rows) {
      if (!Double.isFinite(x[row])) {
        throw new IllegalArgumentException("feature " + row + " is " + x[row]);
      }
      ones += labels[row];
      offsets += x[row] - first;
    }
    int zeros = rows.length - ones;
    if (ones == 0 || zeros == 0) {
      throw new IllegalArgumentException("only one class among " + rows.length + " samples");
    }
    double centre = first + offsets / rows.length;
    Problem problem = new Problem(rows.length, weights);
    for (int i = 0; i < rows.length; i++) {
      problem.x[i] = x[rows[i]] - centre;
      problem.positive[i] = labels[rows[i]] == 1;
    }
    double[] wb = problem.minimum(StrictMath.log(weights[1] * ones / (weights[0] * zeros)));
    return new LogisticRegression(wb[0], wb[1] - wb[0] * centre);
  }

  /**
   * The fit with C = 1 as scikit-learn 1.2.1's default leaves it, which may be far from the minimum
   * where features are large.
   *
   * @param x finite features
   * @param labels 0 or 1 per feature; both must occur
   * @param rows which of them count
   */
  static LogisticRegression stoppedEarly(double[] x, int[] labels, int... rows) {
    double[] features = new double[rows.length];
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      features[i] = x[rows[i]];
      positive[i] = labels[rows[i]] == 1;
    }
    double[] wb = new LogisticDescent(features, positive).run();
    return new LogisticRegression(wb[0], wb[1]);
  }

  /** The fit on all samples with C = 1. */
  public static LogisticRegression fit(double[] x, int[] labels) {
    int[] rows = new int[x.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    return fit(x, labels, rows, new double[] {1, 1});
  }

  /** The predicted class: 1 where {@code w x + b > 0}. */
  public int predict(double x) {
    return coefficient * x + intercept > 0 ? 1 : 0;
  }

  /** The probability of class 1, 0..1. */
  public double probability(double x) {
    return 1 / (1 + StrictMath.exp(-(coefficient * x + intercept)));
  }

  /** The function to be minimised, with its value and derivatives at the point last looked at. */
  private static final class Problem {
    final double[] x;
    final boolean[] positive;
    final double[] weights;
    double value;
    double gw;
    double gb;
    double hww;
    double hwb;
    double hbb;

    Problem(int size, double... weights) {
      this.x = new double[size];
      this.positive = new boolean[size];
      this.weights = weights;
    }

    double[] minimum(double startIntercept) {
      double w = 0;
      double b = startIntercept;
      evaluate(w, b);
      for (int step = 0; step < MAXIMUM_STEPS; step++) {
        double determinant = hww * hbb - hwb * hwb;
        double dw = (hbb * gw - hwb * gb) / determinant;
        double db = (hww * gb - hwb * gw) / determinant;
        double decrease = gw * dw + gb * db; // twice what the step should gain
        if (!(decrease > x.length * ROUNDING)) {
          break;
        }
        if (decrease < LAST_STEP) {
          return new double[] {w - dw, b - db};
        }
        double before = value;
        double size = 1;
        evaluate(w - dw, b - db);
        // Far from the minimum a full step may overshoot and is halved. Near it the gain drowns in
        // the rounding of the value, and full steps are safe.
        while (decrease > NEAR && !(value <= before - 1e-4 * size * decrease) && size > 1e-10) {
          size /= 2;
          evaluate(w - size * dw, b - size * db);
        }
        w -= size * dw;
        b -= size * db;
      }
      return new double[] {w, b};
    }

    void evaluate(double w, double b) {
      double sumGw = w;
      double sumGb = 0;
      double sumHww = 1;
      double sumHwb = 0;
      double sumHbb = 0;
      double[] logs = new double[2]; // of each class: sum of ln(1 + exp(-|margin|))
      double[] products = {1, 1};
      double[] linear = new double[2];
      for (int i = 0; i < x.length; i++) {
        int label = positive[i] ? 1 : 0;
        double z = w * x[i] + b;
        double tail = StrictMath.exp(-Math.abs(z));
        double p = (z >= 0 ? 1 : tail) / (1 + tail);
        double residual = weights[label] * (p - label);
        double curvature = weights[label] * tail / ((1 + tail) * (1 + tail));
        sumGw += residual * x[i];
        sumGb += residual;
        sumHww += curvature * x[i] * x[i];
        sumHwb += curvature * x[i];
        sumHbb += curvature;
        // One logarithm for many factors of at most 2.
        products[label] *= 1 + tail;
        if (products[label] > 1e200) {
          logs[label] += StrictMath.log(products[label]);
          products[label] = 1;
        }
        linear[label] += Math.max(label == 1 ? -z : z, 0);
      }
      gw = sumGw;
      gb = sumGb;
      hww = sumHww;
      hwb = sumHwb;
      hbb = sumHbb;
      value = w * w / 2;
      for (int label = 0; label < 2; label++) {
        double losses = logs[label] + StrictMath.log(products[label]) + linear[label];
        value += weights[label] * losses;
      }
    }
  }
}
