package org.unlearnbench.method.attack;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * Projected gradient ascent (PGD; Madry et al. 2018, arXiv 1706.06083): raises the loss of the true
 * labels by steps of steepest ascent in the norm, each projected back into the ball of radius
 * epsilon around the image and into [0, 1]. The network is in eval mode and does not change.
 */
public final class ProjectedGradient {
  private final Settings settings;
  private final TaskLoss loss;

  public ProjectedGradient(Settings settings, TaskLoss loss) {
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

  /**
   * How images are attacked.
   *
   * @param norm what epsilon bounds
   * @param epsilon largest size of the perturbation; pixel values lie in [0, 1]
   * @param stepSize length of each step, in the same norm
   * @param steps number of steps, 0 or more
   * @param randomStart whether to start at a random point of the ball instead of the image
   */
  public record Settings(
      Norm norm, double epsilon, double stepSize, int steps, boolean randomStart) {

    /** The settings {@link #of} reads. */
    public static List<Parameter> parameters(Settings defaults) {
      return List.of(
          Parameter.choice(
              "norm",
              defaults.norm.name().toLowerCase(Locale.ROOT),
              List.of("linf", "l2"),
              "what epsilon bounds: the largest pixel change, or the Euclidean length"),
          Parameter.number("epsilon", defaults.epsilon, "size of the noise, pixels in [0, 1]")
              .atLeast(0),
          Parameter.number("step-size", defaults.stepSize, "length of one step").atLeast(0),
          Parameter.integer("steps", defaults.steps, "steps of gradient ascent").atLeast(0),
          Parameter.flag("random-start", defaults.randomStart, "start at random inside the ball"));
    }

    /** The settings in {@code values}. */
    public static Settings of(ParameterValues values) {
      return new Settings(
          Norm.valueOf(values.text("norm").toUpperCase(Locale.ROOT)),
          values.number("epsilon"),
          values.number("step-size"),
          values.integer("steps"),
          values.flag("random-start"));
    }
  }
}
