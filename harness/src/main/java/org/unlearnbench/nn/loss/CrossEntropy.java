package org.unlearnbench.nn.loss;

/** Softmax cross-entropy: mean over the batch of log sum exp(z) - z_y. */
public final class CrossEntropy implements TaskLoss {

  @Override
  public Loss of(float[][] logits, int[][] labels) {
    int n = logits.length;
    float[][] gradient = new float[n][];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double[] logP = Softmax.log(logits[i], 1);
      int label = labels[i][0];
      sum -= logP[label];
      gradient[i] = new float[logP.length];
      for (int k = 0; k < logP.length; k++) {
        gradient[i][k] = (float) ((Math.exp(logP[k]) - (k == label ? 1 : 0)) / n);
      }
    }
    return new Loss(sum / n, gradient);
  }
}
