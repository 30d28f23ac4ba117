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

  private static final class Problem {
    final double[] x;
    final boolean[] positive;
    final double[] weights;

    Problem(int size, double... weights) {
      this.x = new double[size];
      this.positive = new boolean[size];
      this.weights = weights;
    }

    double[] minimum(double startIntercept) {
      double w = 0;
      double b = startIntercept;
      double value = value(w, b);
      for (int step = 0; step < MAXIMUM_STEPS; step++) {
        double gw = w;
        double gb = 0;
        double hww = 1;
        double hwb = 0;
        double hbb = 0;
        for (int i = 0; i < x.length; i++) {
          double c = weights[positive[i] ? 1 : 0];
          double p = 1 / (1 + StrictMath.exp(-(w * x[i] + b)));
          double residual = c * (positive[i] ? p - 1 : p);
          double curvature = c * p * (1 - p);
          gw += residual * x[i];
          gb += residual;
          hww += curvature * x[i] * x[i];
          hwb += curvature * x[i];
          hbb += curvature;
        }
        double determinant = hww * hbb - hwb * hwb;
        double dw = (hbb * gw - hwb * gb) / determinant;
        double db = (hww * gb - hwb * gw) / determinant;
        double decrease = gw * dw + gb * db;
        if (!(decrease > 0)) {
          break;
        }
        // Full steps near the minimum; far from it a step may overshoot and is halved.
        double size = 1;
        double next = value(w - dw, b - db);
        while (!(next <= value - 1e-4 * size * decrease) && size > 1e-10) {
          size /= 2;
          next = value(w - size * dw, b - size * db);
        }
        if (!(next < value)) {
          break;
        }
        w -= size * dw;
        b -= size * db;
        value = next;
      }
      return new double[] {w, b};
    }

    double value(double w, double b) {
      double sum = w * w / 2;
      for (int i = 0; i < x.length; i++) {
        double margin = positive[i] ? w * x[i] + b : -(w * x[i] + b);
        double loss = StrictMath.log1p(StrictMath.exp(-Math.abs(margin))) + Math.max(-margin, 0);
        sum += weights[positive[i] ? 1 : 0] * loss;
      }
      return sum;
    }
  }
}
