package org.unlearnbench.nn.loss;

/** Log-probabilities of one image at a temperature. */
final class Softmax {
  private Softmax() {}

  /** log softmax(z / temperature), stable for any finite logits. */
  static double[] log(float[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float z : logits) {
      max = Math.max(max, z / temperature);
    }
    double sum = 0;
    for (float z : logits) {
      sum += Math.exp(z / temperature - max);
    }
    double logSum = max + Math.log(sum);
    double[] logP = new double[logits.length];
    for (int k = 0; k < logP.length; k++) {
      logP[k] = logits[k] / temperature - logSum;
    }
    return logP;
  }

  /** log sigmoid(z), stable for any finite z. */
  static double logSigmoid(double z) {
    return z >= 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
  }
}
