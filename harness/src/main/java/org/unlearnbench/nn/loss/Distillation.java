package org.unlearnbench.nn.loss;

import org.unlearnbench.data.Task;

/**
 * KL divergence from a teacher at temperature T, in SCRUB's published form ({@code
 * ndb796/MachineUnlearning}): sum over batch and classes of p_t (log p_t - log p_s), times T^2,
 * divided by the batch size. For multi-label tasks the sum runs over the two outcomes of every
 * attribute.
 */
public final class Distillation {
  private final boolean multiLabel;
  private final double temperature;

  public Distillation(Task task, double temperature) {
    this.multiLabel = task.isMultiLabel();
    this.temperature = temperature;
  }

  /**
   * The divergence and its gradient with respect to the student.
   *
   * @param student [n][outputs] logits
   * @param teacher [n][outputs] logits, constants
   */
  public Loss of(float[][] student, float[][] teacher) {
    int n = student.length;
    float[][] gradient = new float[n][];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      gradient[i] = new float[student[i].length];
      sum +=
          multiLabel
              ? bernoulli(student[i], teacher[i], gradient[i], n)
              : categorical(student[i], teacher[i], gradient[i], n);
    }
    return new Loss(sum * temperature * temperature / n, gradient);
  }

  private double categorical(float[] student, float[] teacher, float[] gradient, int n) {
    double[] logS = Softmax.log(student, temperature);
    double[] logT = Softmax.log(teacher, temperature);
    double sum = 0;
    for (int k = 0; k < logS.length; k++) {
      double p = Math.exp(logT[k]);
      sum += p * (logT[k] - logS[k]);
      gradient[k] = (float) ((Math.exp(logS[k]) - p) * temperature / n);
    }
    return sum;
  }

  private double bernoulli(float[] student, float[] teacher, float[] gradient, int n) {
    double sum = 0;
    for (int k = 0; k < student.length; k++) {
      double zs = student[k] / temperature;
      double zt = teacher[k] / temperature;
      double p = Math.exp(Softmax.logSigmoid(zt));
      double q = Math.exp(Softmax.logSigmoid(-zt));
      sum += p * (Softmax.logSigmoid(zt) - Softmax.logSigmoid(zs));
      sum += q * (Softmax.logSigmoid(-zt) - Softmax.logSigmoid(-zs));
      gradient[k] = (float) ((Math.exp(Softmax.logSigmoid(zs)) - p) * temperature / n);
    }
    return sum;
  }
}
