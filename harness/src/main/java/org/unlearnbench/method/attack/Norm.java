package org.unlearnbench.method.attack;

import java.util.random.RandomGenerator;

/** How the size of a perturbation is measured; every operation is on one image. */
public enum Norm {
  /** The largest change of a pixel. */
  LINF {
    @Override
    void step(float[] delta, int begin, int end, float[] gradient, float size) {
      for (int i = begin; i < end; i++) {
        delta[i] += size * Math.signum(gradient[i]);
      }
    }

    @Override
    void project(float[] delta, int begin, int end, float epsilon) {
      for (int i = begin; i < end; i++) {
        delta[i] = Math.max(-epsilon, Math.min(epsilon, delta[i]));
      }
    }

    @Override
    void randomStart(float[] delta, int begin, int end, double epsilon, RandomGenerator random) {
      for (int i = begin; i < end; i++) {
        delta[i] = (float) ((2 * random.nextDouble() - 1) * epsilon);
      }
    }
  },

  /** The Euclidean length over all pixels of the image. */
  L2 {
    @Override
    void step(float[] delta, int begin, int end, float[] gradient, float size) {
      double length = length(gradient, begin, end);
      if (length > 0) {
        for (int i = begin; i < end; i++) {
          delta[i] += (float) (size * (gradient[i] / length));
        }
      }
    }

    @Override
    void project(float[] delta, int begin, int end, float epsilon) {
      double length = length(delta, begin, end);
      if (length > epsilon) {
        scale(delta, begin, end, epsilon / length);
      }
    }

    @Override
    void randomStart(float[] delta, int begin, int end, double epsilon, RandomGenerator random) {
      for (int i = begin; i < end; i++) {
        delta[i] = (float) random.nextGaussian();
      }
      // A uniform point of the ball: its radius is distributed as U^(1/d).
      double radius = epsilon * Math.pow(random.nextDouble(), 1.0 / (end - begin));
      scale(delta, begin, end, radius / length(delta, begin, end));
    }
  };

  /** Moves {@code delta} by {@code size} in the direction of steepest ascent. */
  abstract void step(float[] delta, int begin, int end, float[] gradient, float size);

  /** Brings {@code delta} back into the ball. */
  abstract void project(float[] delta, int begin, int end, float epsilon);

  /** A uniformly random point of the ball. */
  abstract void randomStart(
      float[] delta, int begin, int end, double epsilon, RandomGenerator random);

  private static double length(float[] values, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  private static void scale(float[] values, int begin, int end, double factor) {
    for (int i = begin; i < end; i++) {
      values[i] = (float) (values[i] * factor);
    }
  }
}
