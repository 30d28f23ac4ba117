package org.unlearnbench.result;

import org.unlearnbench.data.Task;

/**
 * What the logits of a split say about each image: the one place where per-sample loss, probability
 * of the truth and correctness are defined. All in double precision from the stored float logits.
 *
 * <table>
 * <caption>Definitions; p = softmax or sigmoid, y = the truth; multi-label: means over attributes
 * </caption>
 * <tr><th></th><th>single-label</th><th>multi-label</th></tr>
 * <tr><td>loss</td><td>-ln p_y</td><td>mean of -ln p(true bit)</td></tr>
 * <tr><td>p_true</td><td>p_y</td><td>mean probability of the true bit</td></tr>
 * <tr><td>correct</td><td>1 if y has the largest logit (the first of equal ones)</td>
 *   <td>fraction of right bits, bit 1 where p &gt; 0.5</td></tr>
 * <tr><td>entropy</td><td>-sum p ln p</td><td>mean binary entropy</td></tr>
 * <tr><td>modified entropy</td><td>-(1 - p_y) ln p_y - sum over i != y of p_i ln(1 - p_i)</td>
 *   <td>the same of each bit's two classes, mean</td></tr>
 * <tr><td>logit confidence</td><td>ln p_y - ln(1 - p_y)</td><td>the same of the true bit, mean
 *   </td></tr>
 * </table>
 *
 * <p>Everything is computed from logits without a difference of nearly equal numbers, so a very
 * confident model still orders its samples. A sample with a logit that is not finite has NaN
 * everywhere. Natural logarithms.
 */
public final class SampleScores {
  private final Task task;
  private final double[] loss;
  private final double[] pTrue;
  private final double[] correct;
  private final double[] entropy;
  private final double[] modifiedEntropy;
  private final double[] logitConfidence;
  private final double accuracy;

  private SampleScores(SplitOutputs outputs) {
    int n = outputs.size();
    task = outputs.task();
    loss = new double[n];
    pTrue = new double[n];
    correct = new double[n];
    entropy = new double[n];
    modifiedEntropy = new double[n];
    logitConfidence = new double[n];
    for (int i = 0; i < n; i++) {
      SampleScore score = SampleScore.of(task, outputs.logits()[i], outputs.labels()[i]);
      loss[i] = score.loss();
      pTrue[i] = score.pTrue();
      correct[i] = score.correct();
      entropy[i] = score.entropy();
      modifiedEntropy[i] = score.modifiedEntropy();
      logitConfidence[i] = score.logitConfidence();
    }
    accuracy = accuracy(outputs);
  }

  /**
   * Scores every image of a split.
   *
   * @throws IllegalArgumentException if a row has the wrong number of logits or a label is out of
   *     range
   */
  public static SampleScores of(SplitOutputs outputs) {
    return new SampleScores(outputs);
  }

  public int size() {
    return loss.length;
  }

  public Task task() {
    return task;
  }

  /** Loss per sample, from 0 up. */
  public double[] loss() {
    return loss.clone();
  }

  /** Probability of the truth per sample, 0..1. */
  public double[] pTrue() {
    return pTrue.clone();
  }

  /** 0..1 per sample; single-label 0 or 1. */
  public double[] correct() {
    return correct.clone();
  }

  /** Entropy of the prediction per sample in nats. */
  public double[] entropy() {
    return entropy.clone();
  }

  /** Modified entropy (Song and Mittal, USENIX Security 2021) per sample, from 0 up. */
  public double[] modifiedEntropy() {
    return modifiedEntropy.clone();
  }

  /** Logit-scaled confidence (Carlini et al., IEEE S&amp;P 2022) per sample, any real number. */
  public double[] logitConfidence() {
    return logitConfidence.clone();
  }

  /**
   * Fraction of right predictions, 0..1: right samples by all samples, or right attributes by all
   * attributes of all samples (the mean of the attributes' accuracies). NaN for an empty split or
   * where a logit is not finite.
   */
  public double accuracy() {
    return accuracy;
  }

  /** Counts are whole numbers, so that the result is the correctly rounded one. */
  private double accuracy(SplitOutputs outputs) {
    for (double value : loss) {
      if (Double.isNaN(value)) {
        return Double.NaN;
      }
    }
    int n = outputs.size();
    if (!task.isMultiLabel()) {
      double right = 0;
      for (double value : correct) {
        right += value;
      }
      return right / n;
    }
    int right = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < task.outputs(); k++) {
        right += (outputs.logits()[i][k] > 0) == (outputs.labels()[i][k] == 1) ? 1 : 0;
      }
    }
    return (double) right / ((long) n * task.outputs());
  }
}
