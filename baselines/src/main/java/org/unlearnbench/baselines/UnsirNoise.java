package org.unlearnbench.baselines;

import java.util.SplittableRandom;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.optim.Adam;

/** The noise of UNSIR: maximises MSE(f(z), f(forget)) by Adam. */
final class UnsirNoise {
  private UnsirNoise() {}

  /** Noise whose outputs differ from those of {@code leave}, in [0, 1], with given labels. */
  static Batch unlike(Batch leave, int[][] labels, MethodContext context, SplittableRandom random) {
    ParameterValues values = context.parameters().under("noise");
    Network network = context.network();
    float[] pixels = new float[leave.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    Adam adam = new Adam(pixels.length);
    for (int step = 0; step < values.integer("steps"); step++) {
      float[][] target = network.forward(leave, Mode.TRAIN);
      float[][] output = network.forward(new Batch(leave.size(), pixels, labels), Mode.TRAIN);
      network.backward(negativeSquaredDistance(output, target), Want.INPUT);
      adam.step(pixels, network.inputGradient(), values.number("lr"));
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(1, pixels[i]));
    }
    return new Batch(leave.size(), pixels, labels);
  }

  /** Gradient of -MSE with respect to the output. */
  private static float[][] negativeSquaredDistance(float[][] output, float[][] target) {
    float[][] gradient = new float[output.length][output[0].length];
    double scale = -2.0 / (output.length * output[0].length);
    for (int i = 0; i < output.length; i++) {
      for (int k = 0; k < output[i].length; k++) {
        gradient[i][k] = (float) (scale * (output[i][k] - target[i][k]));
      }
    }
    return gradient;
  }
}
