package org.unlearnbench.metric;

import org.unlearnbench.data.Task;
import org.unlearnbench.result.SplitOutputs;

/**
 * How far apart two models' outputs on the same images are; means over images, for multi-label
 * tasks over each attribute's two outcomes too. All NaN where a logit is not finite or there are no
 * images.
 *
 * @param jensenShannon Jensen-Shannon divergence in bits (base 2, no square root), 0..1
 * @param l1 sum of absolute differences of the probabilities, 0..2
 * @param disagreement share of images (multi-label: of bits) predicted differently, 0..1
 */
public record OutputDistance(double jensenShannon, double l1, double disagreement) {
  private static final OutputDistance UNDEFINED =
      new OutputDistance(Double.NaN, Double.NaN, Double.NaN);

  /**
   * Compares the outputs of two models on one split; symmetric.
   *
   * @throws IllegalArgumentException if they are not of the same images in the same order
   */
  public static OutputDistance between(SplitOutputs a, SplitOutputs b) {
    if (!a.task().equals(b.task()) || !a.paths().equals(b.paths())) {
      throw new IllegalArgumentException(
          "outputs on " + a.split().key() + " are not of the same images in the same order");
    }
    double divergence = 0;
    double l1 = 0;
    double different = 0;
    for (int i = 0; i < a.size(); i++) {
      OutputDistance one = ofImage(a.task(), a.logits()[i], b.logits()[i]);
      divergence += one.jensenShannon;
      l1 += one.l1;
      different += one.disagreement;
    }
    int n = a.size();
    return n == 0 ? UNDEFINED : new OutputDistance(divergence / n, l1 / n, different / n);
  }

  private static OutputDistance ofImage(Task task, float[] a, float[] b) {
    for (int k = 0; k < a.length; k++) {
      if (!Float.isFinite(a[k]) || !Float.isFinite(b[k])) {
        return UNDEFINED;
      }
    }
    if (!task.isMultiLabel()) {
      return ofDistributions(a, b);
    }
    double divergence = 0;
    double l1 = 0;
    double different = 0;
    for (int k = 0; k < a.length; k++) {
      // A bit is a choice between logit 0 (no) and its own logit (yes); no wins a tie.
      OutputDistance bit = ofDistributions(new float[] {0, a[k]}, new float[] {0, b[k]});
      divergence += bit.jensenShannon;
      l1 += bit.l1;
      different += bit.disagreement;
    }
    int n = a.length;
    return new OutputDistance(divergence / n, l1 / n, different / n);
  }

  private static OutputDistance ofDistributions(float[] a, float[] b) {
    double[] p = softmax(a);
    double[] q = softmax(b);
    double divergence = 0;
    double l1 = 0;
    for (int i = 0; i < p.length; i++) {
      double middle = (p[i] + q[i]) / 2;
      divergence += (term(p[i], middle) + term(q[i], middle)) / 2;
      l1 += Math.abs(p[i] - q[i]);
    }
    double bits = Math.min(Math.max(divergence / StrictMath.log(2), 0), 1); // rounding
    return new OutputDistance(bits, Math.min(l1, 2), largest(a) == largest(b) ? 0 : 1);
  }

  private static double term(double p, double middle) {
    return p == 0 ? 0 : p * StrictMath.log(p / middle);
  }

  private static int largest(float... logits) {
    int top = 0;
    for (int i = 1; i < logits.length; i++) {
      top = logits[i] > logits[top] ? i : top;
    }
    return top;
  }

  private static double[] softmax(float... logits) {
    double top = logits[largest(logits)];
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = StrictMath.exp(logits[i] - top);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
