package org.unlearnbench.nn.loss;

/**
 * Binary cross-entropy on logits, mean over images and attributes: max(z, 0) - z y + log(1 +
 * exp(-|z|)).
 */
public final class BinaryCrossEntropy implements TaskLoss {

  @Override
  public Loss of(float[][] logits, int[][] labels) {
    int n = logits.length;
    float[][] gradient = new float[n][];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int outputs = logits[i].length;
      gradient[i] = new float[outputs];
      double ofImage = 0;
      for (int k = 0; k < outputs; k++) {
        double z = logits[i][k];
        int y = labels[i][k];
        ofImage += Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
        gradient[i][k] = (float) ((Math.exp(Softmax.logSigmoid(z)) - y) / n / outputs);
      }
      sum += ofImage / outputs;
    }
    return new Loss(sum / n, gradient);
  }
}
