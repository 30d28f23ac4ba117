package org.unlearnbench.result;

import org.unlearnbench.data.Task;

/**
 * The scores of one image, see {@link SampleScores} for their definitions.
 *
 * @param loss from 0 up
 * @param pTrue 0..1
 * @param correct 0..1
 * @param entropy nats
 * @param modifiedEntropy from 0 up
 * @param logitConfidence any real number
 */
record SampleScore(
    double loss,
    double pTrue,
    double correct,
    double entropy,
    double modifiedEntropy,
    double logitConfidence) {

  private static final SampleScore UNDEFINED =
      new SampleScore(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  static SampleScore of(Task task, float[] logits, int... label) {
    check(task, logits, label);
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        return UNDEFINED;
      }
    }
    return task.isMultiLabel() ? ofBits(logits, label) : ofClass(logits, label[0]);
  }

  private static void check(Task task, float[] logits, int... label) {
    int outputs = task.outputs();
    if (logits.length != outputs) {
      throw new IllegalArgumentException(
          logits.length + " logits for the " + outputs + " outputs of the task");
    }
    if (label.length != (task.isMultiLabel() ? outputs : 1)) {
      throw new IllegalArgumentException("a label of length " + label.length);
    }
    for (int value : label) {
      if (value < 0 || value >= (task.isMultiLabel() ? 2 : outputs)) {
        throw new IllegalArgumentException("label " + value + " is out of range");
      }
    }
  }

  private static SampleScore ofClass(float[] z, int y) {
    int top = 0;
    for (int i = 1; i < z.length; i++) {
      top = z[i] > z[top] ? i : top;
    }
    double rest = 0; // of the softmax' denominator, relative to the largest term
    for (int i = 0; i < z.length; i++) {
      rest += i == top ? 0 : StrictMath.exp((double) z[i] - z[top]);
    }
    double logSum = StrictMath.log1p(rest); // log-sum-exp less z[top]
    double entropy = 0;
    double modified = 0;
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double minusLogP = logSum - ((double) z[i] - z[top]);
      double p = StrictMath.exp(-minusLogP);
      // 1 - p of the largest class is what the others sum to: no cancellation.
      double complement = i == top ? rest / (1 + rest) : 1 - p;
      entropy += p * minusLogP;
      if (i == y) {
        loss = minusLogP;
        modified += complement * minusLogP;
      } else {
        double logComplement =
            i == top ? logSumExp(z, top) - z[top] - logSum : StrictMath.log1p(-p);
        modified -= p * logComplement;
      }
    }
    return new SampleScore(
        loss, StrictMath.exp(-loss), y == top ? 1 : 0, entropy, modified, z[y] - logSumExp(z, y));
  }

  /** ln of the sum of exp(z_i) over all i but one. */
  private static double logSumExp(float[] z, int without) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      top = i == without ? top : Math.max(top, z[i]);
    }
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += i == without ? 0 : StrictMath.exp(z[i] - top);
    }
    return top + StrictMath.log(sum);
  }

  private static SampleScore ofBits(float[] z, int... bits) {
    double loss = 0;
    double pTrue = 0;
    double right = 0;
    double entropy = 0;
    double modified = 0;
    double confidence = 0;
    for (int k = 0; k < z.length; k++) {
      double towardsTruth = bits[k] == 1 ? z[k] : -(double) z[k];
      double minusLogTrue = softplus(-towardsTruth);
      double minusLogFalse = softplus(towardsTruth);
      double p = StrictMath.exp(-minusLogTrue);
      double complement = StrictMath.exp(-minusLogFalse);
      loss += minusLogTrue;
      pTrue += p;
      right += (z[k] > 0) == (bits[k] == 1) ? 1 : 0;
      entropy += p * minusLogTrue + complement * minusLogFalse;
      modified += 2 * complement * minusLogTrue;
      confidence += towardsTruth;
    }
    int n = z.length;
    return new SampleScore(
        loss / n, pTrue / n, right / n, entropy / n, modified / n, confidence / n);
  }

  /** ln(1 + exp(x)). */
  private static double softplus(double x) {
    return StrictMath.log1p(StrictMath.exp(-Math.abs(x))) + Math.max(x, 0);
  }
}
