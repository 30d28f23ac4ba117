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
 * Projected gradient steps on images (PGD; Madry et al. 2018, arXiv 1706.06083): raises the loss of
 * the true labels by steps of steepest ascent in the norm, each projected back into the ball of
 * radius epsilon around the image and into [0, 1]; or lowers it by the same steps downhill, which
 * makes error-minimising noise (Huang et al., ICLR 2021). The network is in eval mode and does not
 * change.
 */
public final class ProjectedGradient {
  private final Settings settings;
  private final TaskLoss loss;

  public ProjectedGradient(Settings settings, TaskLoss loss) {
    this.settings = settings;
    this.loss = loss;
  }

  /** Is told how the attack gets on. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param step steps made so far; not called after the last one
     * @param loss mean over the images of the batch
     */
    void reached(int step, double loss);
  }

  /**
   * The attacked images.
   *
   * @param clean images in [0, 1] with their true labels
   * @param random drawn from only with a random start
   * @return pixels as in the batch, in [0, 1]
   */
  public Batch attack(Network network, Batch clean, RandomGenerator random) {
    return attack(network, clean, random, (step, value) -> {});
  }

  /** The same, telling how it gets on. */
  public Batch attack(Network network, Batch clean, RandomGenerator random, Listener listener) {
    Ascent ascent = new Ascent(clean);
    Norm norm = settings.norm();
    if (settings.randomStart()) {
      for (int i = 0; i < clean.size(); i++) {
        ascent.change(
            i, (d, from, to) -> norm.randomStart(d, from, to, settings.epsilon(), random));
      }
    }
    float stepSize = (float) (settings.uphill() ? settings.stepSize() : -settings.stepSize());
    for (int step = 0; step < settings.steps(); step++) {
      int made = step;
      float[] gradient = ascent.gradient(network, loss, value -> listener.reached(made, value));
      for (int i = 0; i < clean.size(); i++) {
        ascent.change(
            i,
            (delta, begin, end) -> {
              norm.step(delta, begin, end, gradient, stepSize);
              norm.project(delta, begin, end, (float) settings.epsilon());
            });
      }
    }
    return ascent.images();
  }

  /**
   * How images are attacked.
   *
   * @param uphill whether the loss is to rise; else it is to fall
   * @param norm what epsilon bounds
   * @param epsilon largest size of the perturbation; pixel values lie in [0, 1]
   * @param stepSize length of each step, in the same norm
   * @param steps number of steps, 0 or more
   * @param randomStart whether to start at a random point of the ball instead of the image
   */
  public record Settings(
      boolean uphill, Norm norm, double epsilon, double stepSize, int steps, boolean randomStart) {
    private static final String UPHILL = "maximise";
    private static final String DOWNHILL = "minimise";

    /** The settings {@link #of} reads. */
    public static List<Parameter> parameters(Settings defaults) {
      return List.of(
          Parameter.choice(
              "direction",
              defaults.uphill ? UPHILL : DOWNHILL,
              List.of(DOWNHILL, UPHILL),
              "what the noise does to the loss of the true labels"),
          Parameter.choice(
              "norm",
              defaults.norm.name().toLowerCase(Locale.ROOT),
              List.of("linf", "l2"),
              "what epsilon bounds: the largest pixel change, or the Euclidean length"),
          Parameter.number("epsilon", defaults.epsilon, "size of the noise, pixels in [0, 1]")
              .atLeast(0),
          Parameter.number("step-size", defaults.stepSize, "length of one step").atLeast(0),
          Parameter.integer("steps", defaults.steps, "steps along the gradient").atLeast(0),
          Parameter.flag("random-start", defaults.randomStart, "start at random inside the ball"));
    }

    /** The settings in {@code values}. */
    public static Settings of(ParameterValues values) {
      return new Settings(
          values.text("direction").equals(UPHILL),
          Norm.valueOf(values.text("norm").toUpperCase(Locale.ROOT)),
          values.number("epsilon"),
          values.number("step-size"),
          values.integer("steps"),
          values.flag("random-start"));
    }
  }
}
