package org.unlearnbench.metric.attack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The logistic regression of {@link LogisticRegression}, stopped where scikit-learn 1.2.1's default
 * stops: L-BFGS from 0 with ten pairs in memory (Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput.
 * 1995) and the line search of More and Thuente (ACM TOMS 1994) as in L-BFGS-B 3.0, until no entry
 * of the gradient exceeds 1e-4, a step gains less than 2.2e-9 of the value, or 100 steps are made.
 * On losses of thousands that is far from the minimum, and published numbers are what it says
 * there.
 */
final class LogisticDescent {
  private static final int MOST_STEPS = 100;
  private static final int PAIRS = 10;
  private static final double SMALL_GRADIENT = 1e-4;
  private static final double EPSILON = Math.ulp(1.0);
  private static final double SMALL_GAIN = 1e7 * EPSILON;

  private final double[] x;
  private final boolean[] positive;

  // Where the search is: w and b, the value and the gradient there.
  private double[] place = new double[2];
  private double value;
  private double[] gradient;

  private final Deque<Pair> memory = new ArrayDeque<>();
  private double scale = 1;

  /** What a step taught: the step, the change of the gradient, and their product. */
  private record Pair(double[] step, double[] change, double product) {}

  /**
   * @param x features
   * @param positive whether each is of class 1
   */
  LogisticDescent(double[] x, boolean[] positive) {
    this.x = x;
    this.positive = positive;
    evaluate();
  }

  /** w and b where the descent stops. */
  double[] run() {
    int steps = 0;
    while (steps < MOST_STEPS && !isFlat()) {
      double[] from = place;
      double valueBefore = value;
      double[] gradientBefore = gradient;
      double[] direction = direction();
      double slope = dot(gradient, direction);
      double first = steps == 0 ? 1 / Math.sqrt(dot(direction, direction)) : 1;
      double length = slope < 0 ? search(direction, slope, first) : Double.NaN;
      if (Double.isNaN(length)) {
        place = from;
        value = valueBefore;
        gradient = gradientBefore;
        if (memory.isEmpty()) {
          break;
        }
        memory.clear(); // once more, straight downhill
        scale = 1;
        continue;
      }
      steps++;
      double largest = Math.max(Math.max(Math.abs(valueBefore), Math.abs(value)), 1);
      if (isFlat() || valueBefore - value <= SMALL_GAIN * largest) {
        break;
      }
      remember(direction, length, slope, gradientBefore);
    }
    return place.clone();
  }

  private boolean isFlat() {
    return Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])) <= SMALL_GRADIENT;
  }

  private void remember(double[] direction, double length, double slope, double[] before) {
    double product = (dot(gradient, direction) - slope) * length;
    if (product <= EPSILON * -slope * length) {
      return; // not convex enough to learn from
    }
    double[] step = {direction[0] * length, direction[1] * length};
    double[] change = {gradient[0] - before[0], gradient[1] - before[1]};
    memory.addLast(new Pair(step, change, product));
    if (memory.size() > PAIRS) {
      memory.removeFirst();
    }
    scale = dot(change, change) / product;
  }

  /**
   * Minus the inverse of the remembered curvature times the gradient, by the two-loop recursion.
   */
  private double[] direction() {
    double[] q = gradient.clone();
    Deque<Double> factors = new ArrayDeque<>();
    for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      double factor = dot(pair.step, q) / pair.product;
      factors.push(factor);
      add(q, -factor, pair.change);
    }
    q[0] /= scale;
    q[1] /= scale;
    for (Pair pair : memory) {
      add(q, factors.pop() - dot(pair.change, q) / pair.product, pair.step);
    }
    return new double[] {-q[0], -q[1]};
  }

  /**
   * Goes along a direction until the value has fallen enough and the slope is small enough.
   *
   * @param first length tried first
   * @return the length gone; NaN if none was found in 20 tries
   */
  private double search(double[] direction, double slope, double first) {
    double[] from = place;
    LineSearch search = new LineSearch(value, slope, first);
    for (int tries = 0; tries < LineSearch.MOST_TRIES; tries++) {
      double length = search.length();
      place = new double[] {from[0] + length * direction[0], from[1] + length * direction[1]};
      evaluate();
      if (search.isOver(value, dot(gradient, direction))) {
        return length;
      }
    }
    return Double.NaN;
  }

  /** {@code w^2 / 2 + sum of log-losses}, in scikit-learn's forms, which do not overflow. */
  private void evaluate() {
    double w = place[0];
    double sum = w * w / 2;
    double gw = w;
    double gb = 0;
    for (int i = 0; i < x.length; i++) {
      double raw = w * x[i] + place[1];
      double tail = StrictMath.exp(-Math.abs(raw));
      double wrong = positive[i] ? -raw : raw;
      sum += Math.max(wrong, 0) + (raw > 18 || raw <= -37 ? tail : StrictMath.log1p(tail));
      double p = (raw > 0 ? 1 : tail) / (1 + tail);
      double residual = positive[i] ? -((raw > 0 ? tail : 1) / (1 + tail)) : p;
      gw += residual * x[i];
      gb += residual;
    }
    value = sum;
    gradient = new double[] {gw, gb};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1];
  }

  private static void add(double[] to, double factor, double... what) {
    to[0] += factor * what[0];
    to[1] += factor * what[1];
  }

  /** More and Thuente's search with L-BFGS-B's tolerances: ftol 1e-3, gtol 0.9, xtol 0.1. */
  private static final class LineSearch {
    static final int MOST_TRIES = 20;
    private static final double LONGEST = 1e10;

    private final double start;
    private final double startSlope;
    private final double enough;
    private boolean bracketed;
    private boolean firstStage = true;
    private double width = LONGEST;
    private double widthBefore = 2 * LONGEST;

    // The best length so far, the other end of the interval, and the length being tried.
    private Point best;
    private Point other;
    private double length;
    private double low;
    private double high;

    /** A length with the value and the slope there. */
    private record Point(double at, double value, double slope) {
      Point less(double slopeToSpare) {
        return new Point(at, value - at * slopeToSpare, slope - slopeToSpare);
      }
    }

    LineSearch(double value, double slope, double first) {
      start = value;
      startSlope = slope;
      enough = 1e-3 * slope;
      best = new Point(0, value, slope);
      other = best;
      length = first;
      high = 5 * first;
    }

    double length() {
      return length;
    }

    /** Takes in what was found at {@link #length}; if the search is not over, another is next. */
    boolean isOver(double value, double slope) {
      double wanted = start + length * enough;
      if (firstStage && value <= wanted && slope >= 0) {
        firstStage = false;
      }
      boolean stuck = bracketed && (length <= low || length >= high || high - low <= 0.1 * high);
      boolean atEnd = length == LONGEST && value <= wanted && slope <= enough;
      boolean atStart = length == 0 && (value > wanted || slope >= enough);
      if (stuck || atEnd || atStart || value <= wanted && Math.abs(slope) <= 0.9 * -startSlope) {
        return true;
      }
      Point now = new Point(length, value, slope);
      if (firstStage && value <= best.value && value > wanted) {
        // Steps of the function less its wanted decrease, as long as that has not been reached.
        best = best.less(enough);
        other = other.less(enough);
        step(now.less(enough));
        best = best.less(-enough);
        other = other.less(-enough);
      } else {
        step(now);
      }
      if (bracketed) {
        if (Math.abs(other.at - best.at) >= 0.66 * widthBefore) {
          length = best.at + 0.5 * (other.at - best.at);
        }
        widthBefore = width;
        width = Math.abs(other.at - best.at);
        low = Math.min(best.at, other.at);
        high = Math.max(best.at, other.at);
      } else {
        low = length + 1.1 * (length - best.at);
        high = length + 4 * (length - best.at);
      }
      length = Math.min(Math.max(length, 0), LONGEST);
      if (bracketed && (length <= low || length >= high || high - low <= 0.1 * high)) {
        length = best.at;
      }
      return false;
    }

    /** Chooses the next length by cubic and quadratic interpolation, and the interval around it. */
    private void step(Point now) {
      double next;
      boolean turned = now.slope * Math.signum(best.slope) < 0;
      if (now.value > best.value) {
        double cubic = cubic(best, now, now.at < best.at);
        double secant = (best.value - now.value) / (now.at - best.at);
        double quadratic = best.at + best.slope / (secant + best.slope) / 2 * (now.at - best.at);
        next =
            Math.abs(cubic - best.at) < Math.abs(quadratic - best.at)
                ? cubic
                : cubic + (quadratic - cubic) / 2;
        bracketed = true;
      } else if (turned) {
        double cubic = cubic(now, best, now.at > best.at);
        double quadratic = secant(now);
        next = Math.abs(cubic - now.at) > Math.abs(quadratic - now.at) ? cubic : quadratic;
        bracketed = true;
      } else if (Math.abs(now.slope) < Math.abs(best.slope)) {
        next = flatter(now);
      } else if (bracketed) {
        next = cubic(now, other, now.at > other.at);
      } else {
        next = now.at > best.at ? high : low;
      }
      if (now.value > best.value) {
        other = now;
      } else {
        other = turned ? best : other;
        best = now;
      }
      length = next;
    }

    private double flatter(Point now) {
      double theta = 3 * (best.value - now.value) / (now.at - best.at) + best.slope + now.slope;
      double size = Math.max(Math.abs(theta), Math.max(Math.abs(best.slope), Math.abs(now.slope)));
      double root = Math.max(0, square(theta / size) - best.slope / size * (now.slope / size));
      double gamma = size * Math.sqrt(root) * (now.at > best.at ? -1 : 1);
      double r = (gamma - now.slope + theta) / (gamma + (best.slope - now.slope) + gamma);
      double cubic =
          r < 0 && gamma != 0 ? now.at + r * (best.at - now.at) : now.at > best.at ? high : low;
      double quadratic = secant(now);
      boolean cubicIsNearer = Math.abs(cubic - now.at) < Math.abs(quadratic - now.at);
      if (bracketed) {
        double next = cubicIsNearer ? cubic : quadratic;
        double limit = now.at + 0.66 * (other.at - now.at);
        return now.at > best.at ? Math.min(limit, next) : Math.max(limit, next);
      }
      boolean cubicIsFarther = Math.abs(cubic - now.at) > Math.abs(quadratic - now.at);
      return Math.max(low, Math.min(high, cubicIsFarther ? cubic : quadratic));
    }

    private double secant(Point now) {
      return now.at + now.slope / (now.slope - best.slope) * (best.at - now.at);
    }

    /** The minimum of the cubic through two points with their slopes, seen from the first. */
    private static double cubic(Point a, Point b, boolean negative) {
      double theta = 3 * (a.value - b.value) / (b.at - a.at) + a.slope + b.slope;
      double size = Math.max(Math.abs(theta), Math.max(Math.abs(a.slope), Math.abs(b.slope)));
      double root = square(theta / size) - a.slope / size * (b.slope / size);
      double gamma = size * Math.sqrt(root) * (negative ? -1 : 1);
      double r = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope);
      return a.at + r * (b.at - a.at);
    }

    private static double square(double value) {
      return value * value;
    }
  }
}
