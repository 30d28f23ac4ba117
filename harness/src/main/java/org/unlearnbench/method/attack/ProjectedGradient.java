package org.unlearnbench.method.attack;

import java.util.random.RandomGenerator;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * Projected gradient ascent (PGD; Madry et al. 2018, arXiv 1706.06083): raises the loss of the true
 * labels by steps of steepest ascent in the norm, each projected back into the ball of radius
 * epsilon around the image and into [0, 1]. The network is in eval mode and does not change.
 */
public final class ProjectedGradient {
  private final AttackSettings settings;
  private final TaskLoss loss;

  public ProjectedGradient(AttackSettings settings, TaskLoss loss) {
    this.settings = settings;
    this.loss = loss;
  }

  /**
   * The attacked images.
   *
   * @param clean images in [0, 1] with their true labels
   * @param random drawn from only with a random start
   * @return pixels as in the batch, in [0, 1]
   */
  public Batch attack(Network network, Batch clean, RandomGenerator random) {
    float[] x = clean.pixels();
    float[] delta = new float[x.length];
    int length = x.length / clean.size();
    if (settings.randomStart()) {
      for (int i = 0; i < x.length; i += length) {
        settings.norm().randomStart(delta, i, i + length, settings.epsilon(), random);
      }
    }
    float[] attacked = added(x, delta);
    for (int step = 0; step < settings.steps(); step++) {
      Batch now = new Batch(clean.size(), attacked, clean.labels());
      float[][] logits = network.forward(now, Mode.EVAL);
      network.backward(loss.of(logits, clean.labels()).gradient(), Want.INPUT);
      float[] gradient = network.inputGradient();
      for (int i = 0; i < x.length; i += length) {
        settings.norm().step(delta, i, i + length, gradient, (float) settings.stepSize());
        settings.norm().project(delta, i, i + length, (float) settings.epsilon());
      }
      attacked = added(x, delta);
    }
    return new Batch(clean.size(), attacked, clean.labels());
  }

  /** x + delta cut to [0, 1]; delta becomes what was really added. */
  private static float[] added(float[] x, float[] delta) {
    float[] sum = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[i] = Math.max(0, Math.min(1, x[i] + delta[i]));
      delta[i] = sum[i] - x[i];
    }
    return sum;
  }
}
