package org.unlearnbench.method;

import java.util.List;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;

/**
 * How a network is trained by SGD.
 *
 * @param epochs passes over the set, 0 or more
 * @param batchSize images per step; the last partial batch is kept
 * @param lr initial learning rate
 * @param momentum heavy-ball momentum as in PyTorch (no dampening, no Nesterov)
 * @param weightDecay L2 term added to the gradient of every trainable parameter, BatchNorm too
 * @param schedule how the learning rate moves
 */
public record Recipe(
    int epochs, int batchSize, double lr, double momentum, double weightDecay, Schedule schedule) {

  /** The settings {@link #of} reads, with the given defaults. */
  public static List<Parameter> parameters(Recipe defaults) {
    return List.of(
        Parameter.integer("epochs", defaults.epochs, "passes over the set").atLeast(0),
        Parameter.integer("batch-size", defaults.batchSize, "images per step").atLeast(2),
        Parameter.number("lr", defaults.lr, "initial learning rate").atLeast(0),
        Parameter.number("momentum", defaults.momentum, "heavy-ball momentum").atLeast(0).atMost(1),
        Parameter.number("weight-decay", defaults.weightDecay, "L2 term in the gradient")
            .atLeast(0),
        Parameter.choice(
            "schedule.type",
            defaults.schedule.type(),
            List.of("constant", "step", "cosine", "triangle"),
            "how the learning rate moves"),
        Parameter.numbers(
                "schedule.milestones",
                defaults.schedule.milestones(),
                "step: epochs after which the rate is multiplied, below 1 as a share of all epochs")
            .atLeast(0),
        Parameter.number("schedule.factor", defaults.schedule.factor(), "step: multiplier")
            .above(0));
  }

  /** The settings {@link #of} reads, all below {@code prefix}. */
  public static List<Parameter> parameters(String prefix, Recipe defaults) {
    return parameters(defaults).stream().map(parameter -> parameter.under(prefix)).toList();
  }

  /** The same settings, each of which may be left out: see {@link #changedBy}. */
  public List<Parameter> changes() {
    return parameters(this).stream().map(Parameter::orAbsent).toList();
  }

  /** This recipe with what {@code values} has of {@link #changes}. */
  public Recipe changedBy(ParameterValues values) {
    ParameterValues all = ParameterValues.defaults(parameters(this));
    for (Parameter parameter : parameters(this)) {
      if (values.has(parameter.name())) {
        all = all.with(parameter.name(), values.asMap().get(parameter.name()));
      }
    }
    return of(all);
  }

  /** The recipe in {@code values}. */
  public static Recipe of(ParameterValues values) {
    return new Recipe(
        values.integer("epochs"),
        values.integer("batch-size"),
        values.number("lr"),
        values.number("momentum"),
        values.number("weight-decay"),
        new Schedule(
            values.text("schedule.type"),
            values.numbers("schedule.milestones"),
            values.number("schedule.factor")));
  }
}
