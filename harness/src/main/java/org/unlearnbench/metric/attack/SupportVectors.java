package org.unlearnbench.metric.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Support vector classification of one feature in 0..1 with C = 3 and the kernel {@code exp(-(x -
 * x')^2)}: scikit-learn's {@code SVC(C=3, gamma="auto")}, taken to its convex optimum, where libsvm
 * stops as soon as no pair of samples violates it by more than 0.001.
 *
 * <p>On 0..1 the kernel is the inner product of {@value #TERMS} features up to rounding (its Taylor
 * series about the middle, whose next term is below 1e-16), so that the problem is solved in these,
 * exactly and in time linear in the number of samples. Samples with the same feature and class are
 * one with a count: many confidences are 1. Their order has no influence, not even on rounding;
 * {@link StrictMath} makes the result equal on every machine.
 *
 * <p>Where more than one intercept is best, the middle of them is taken, as libsvm does. A decision
 * within {@value #TIE} of 0 is a tie and goes to class 1, as an exact 0 does in libsvm; where
 * nothing tells the classes apart, all decisions are ties.
 */
public final class SupportVectors {
  private static final double C = 3;
  private static final int TERMS = 15;
  private static final double TIE = 1e-12;

  private final double[] weights;
  private final double intercept;
  private final double[] points;
  private final double[] coefficients;

  /** Equal features of one class. */
  private record Point(double x, int sign, int count) {}

  private SupportVectors(List<Point> points) {
    int size = points.size();
    double[][] features = new double[TERMS][size];
    int[] signs = new int[size];
    int[] counts = new int[size];
    for (int i = 0; i < size; i++) {
      Point point = points.get(i);
      double[] row = features(point.x());
      for (int j = 0; j < TERMS; j++) {
        features[j][i] = row[j];
      }
      signs[i] = point.sign();
      counts[i] = point.count();
    }
    SoftMargin problem = new SoftMargin(features, signs, counts, C);
    weights = Arrays.copyOf(problem.solve(), TERMS);
    intercept = middleIntercept(points);
    double[] multipliers = problem.multipliers();
    this.points = points.stream().mapToDouble(Point::x).toArray();
    coefficients =
        IntStream.range(0, size).mapToDouble(i -> signs[i] * counts[i] * multipliers[i]).toArray();
  }

  /**
   * Fits.
   *
   * @param zeros features of class 0
   * @param ones features of class 1
   * @throws IllegalArgumentException if there is none of one class or a feature is not in 0..1
   */
  public static SupportVectors fit(double[] zeros, double[] ones) {
    if (zeros.length == 0 || ones.length == 0) {
      throw new IllegalArgumentException(
          "only one class among " + (zeros.length + ones.length) + " samples");
    }
    List<Point> points = new ArrayList<>();
    collect(zeros, -1, points);
    collect(ones, 1, points);
    // Equal points of both classes side by side: what they add up to stays small and exact.
    points.sort(Comparator.comparingDouble(Point::x).thenComparingInt(Point::sign));
    return new SupportVectors(points);
  }

  private static void collect(double[] values, int sign, List<Point> points) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int start = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (!(sorted[i] >= 0 && sorted[i] <= 1)) {
        throw new IllegalArgumentException("feature " + sorted[i] + " is not in 0..1");
      }
      if (i + 1 == sorted.length || sorted[i + 1] != sorted[i]) {
        points.add(new Point(sorted[i], sign, i + 1 - start));
        start = i + 1;
      }
    }
  }

  /**
   * The middle of the best intercepts. The slope of the summed losses rises by 1 at each sample's
   * {@code y - w x}, from minus the number of class 1: they lie where it is 0.
   */
  private double middleIntercept(List<Point> points) {
    record Kink(double at, int count) {}
    List<Kink> kinks =
        points.stream()
            .map(p -> new Kink(p.sign() - product(features(p.x())), p.count()))
            .sorted(Comparator.comparingDouble(Kink::at))
            .toList();
    long slope = -points.stream().filter(p -> p.sign() > 0).mapToLong(Point::count).sum();
    int i = 0;
    slope += kinks.get(0).count();
    while (slope < 0) {
      i++;
      slope += kinks.get(i).count();
    }
    double low = kinks.get(i).at();
    return slope > 0 ? low : (low + kinks.get(i + 1).at()) / 2;
  }

  /** The decision value: above 0 on class 1's side, 1 and -1 at the margins. */
  public double decision(double x) {
    return product(features(x)) + intercept;
  }

  /** The predicted class, 0 or 1. */
  public int predict(double x) {
    return decision(x) >= -TIE ? 1 : 0;
  }

  /** The features, ascending, those of both classes once for each. */
  double[] points() {
    return points.clone();
  }

  /** What the kernel's values at {@link #points} count in the decision; 0 in sum. */
  double[] coefficients() {
    return coefficients.clone();
  }

  private double product(double... features) {
    double sum = 0;
    for (int j = 0; j < TERMS; j++) {
      sum += weights[j] * features[j];
    }
    return sum;
  }

  /** {@code exp(-u^2) sqrt(2^j / j!) u^j} with u = x - 0.5. */
  private static double[] features(double x) {
    double u = x - 0.5;
    double[] features = new double[TERMS];
    features[0] = StrictMath.exp(-u * u);
    for (int j = 1; j < TERMS; j++) {
      features[j] = features[j - 1] * u * Math.sqrt(2.0 / j);
    }
    return features;
  }
}
