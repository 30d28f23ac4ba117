package org.unlearnbench.method.attack;

import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;

/**
 * How images are attacked.
 *
 * @param norm what epsilon bounds
 * @param epsilon largest size of the perturbation; pixel values lie in [0, 1]
 * @param stepSize length of each step, in the same norm
 * @param steps number of steps, 0 or more
 * @param randomStart whether to start at a random point of the ball instead of the image
 */
public record AttackSettings(
    Norm norm, double epsilon, double stepSize, int steps, boolean randomStart) {

  /** The settings {@link #of} reads. */
  public static List<Parameter> parameters(AttackSettings defaults) {
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
  public static AttackSettings of(ParameterValues values) {
    return new AttackSettings(
        Norm.valueOf(values.text("norm").toUpperCase(Locale.ROOT)),
        values.number("epsilon"),
        values.number("step-size"),
        values.integer("steps"),
        values.flag("random-start"));
  }
}
