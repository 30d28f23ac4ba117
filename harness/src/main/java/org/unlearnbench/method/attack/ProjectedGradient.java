package org.unlearnbench.method.attack;

import java.util.random.RandomGenerator;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
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
    Ascent ascent = new Ascent(clean);
    Norm norm = settings.norm();
    if (settings.randomStart()) {
      for (int i = 0; i < clean.size(); i++) {
        ascent.change(
            i, (d, from, to) -> norm.randomStart(d, from, to, settings.epsilon(), random));
      }
    }
    for (int step = 0; step < settings.steps(); step++) {
      float[] gradient = ascent.gradient(network, loss);
      for (int i = 0; i < clean.size(); i++) {
        ascent.change(
            i,
            (delta, begin, end) -> {
              norm.step(delta, begin, end, gradient, (float) settings.stepSize());
              norm.project(delta, begin, end, (float) settings.epsilon());
            });
      }
    }
    return ascent.images();
  }
}
