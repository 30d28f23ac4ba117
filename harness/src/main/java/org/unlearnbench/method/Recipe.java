package org.unlearnbench.method;

import java.util.List;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.nn.Network.Mode;

/**
 * How a network is trained by SGD. A new setting is a line of {@link #SETTINGS}, an accessor, and
 * its use where training happens.
 *
 * @param values every one of {@link #SETTINGS}
 */
public record Recipe(ParameterValues values) {
  /** What {@code training} takes, with the defaults of MUFAC's own notebook. */
  private static final List<Parameter> SETTINGS =
      List.of(
          Parameter.integer("epochs", 30, "passes over the set").atLeast(0),
          Parameter.integer("batch-size", 64, "images per step").atLeast(2),
          Parameter.number("lr", 0.01, "initial learning rate").atLeast(0),
          Parameter.number("momentum", 0.9, "heavy-ball momentum").atLeast(0).atMost(1),
          Parameter.number("weight-decay", 0, "L2 term in the gradient").atLeast(0),
          Parameter.choice(
              "schedule.type",
              "step",
              List.of("constant", "step", "cosine", "triangle"),
              "how the learning rate moves"),
          Parameter.numbers(
                  "schedule.milestones",
                  List.of(1 / 3.0, 2 / 3.0),
                  "step: epochs after which the rate is multiplied, below 1 as a share of all"
                      + " epochs")
              .atLeast(0),
          Parameter.number("schedule.factor", 0.1, "step: multiplier").above(0),
          Parameter.choice(
                  "mode",
                  "train",
                  List.of("train", "eval"),
                  "eval: BatchNorm uses its running statistics, which stay as they are")
              .formerly("train"));

  /** How Original and Retrained are trained where an experiment does not say. */
  public static final Recipe STANDARD = new Recipe(ParameterValues.defaults(SETTINGS));

  /** A recipe with the standard in what is not named here. */
  public Recipe(
      int epochs,
      int batchSize,
      double lr,
      double momentum,
      double weightDecay,
      Schedule schedule) {
    this(
        ParameterValues.defaults(SETTINGS)
            .with("epochs", (long) epochs)
            .with("batch-size", (long) batchSize)
            .with("lr", lr)
            .with("momentum", momentum)
            .with("weight-decay", weightDecay)
            .with("schedule.type", schedule.type())
            .with("schedule.milestones", schedule.milestones())
            .with("schedule.factor", schedule.factor()));
  }

  /** Passes over the set, 0 or more. */
  public int epochs() {
    return values.integer("epochs");
  }

  /** Images per step; the last partial batch is kept. */
  public int batchSize() {
    return values.integer("batch-size");
  }

  /** Initial learning rate. */
  public double lr() {
    return values.number("lr");
  }

  /** Heavy-ball momentum as in PyTorch (no dampening, no Nesterov). */
  public double momentum() {
    return values.number("momentum");
  }

  /** L2 term added to the gradient of every trainable parameter, BatchNorm too. */
  public double weightDecay() {
    return values.number("weight-decay");
  }

  /** What BatchNorm does in training; in eval mode its statistics are constants. */
  public Mode mode() {
    return values.text("mode").equals("eval") ? Mode.EVAL : Mode.TRAIN;
  }

  /** The same recipe in eval mode. */
  public Recipe inEvalMode() {
    return new Recipe(values.with("mode", "eval"));
  }

  /** How the learning rate moves. */
  public Schedule schedule() {
    return new Schedule(
        values.text("schedule.type"),
        values.numbers("schedule.milestones"),
        values.number("schedule.factor"));
  }

  /** The settings {@link #of} reads, with the given defaults. */
  public static List<Parameter> parameters(Recipe defaults) {
    return SETTINGS.stream()
        .map(setting -> setting.withDefault(defaults.values.asMap().get(setting.name())))
        .toList();
  }

  /** The settings {@link #of} reads, all below {@code prefix}. */
  public static List<Parameter> parameters(String prefix, Recipe defaults) {
    return parameters(defaults).stream().map(parameter -> parameter.under(prefix)).toList();
  }

  /** The same settings, each of which may be left out: see {@link #changedBy}. */
  public List<Parameter> changes() {
    return parameters(this).stream().map(Parameter::orAbsent).toList();
  }

  /** This recipe with what {@code changes} has of {@link #changes}. */
  public Recipe changedBy(ParameterValues changes) {
    ParameterValues all = values;
    for (Parameter setting : SETTINGS) {
      if (changes.has(setting.name())) {
        all = all.with(setting.name(), changes.asMap().get(setting.name()));
      }
    }
    return new Recipe(all);
  }

  /** The recipe in {@code values}, which has every setting. */
  public static Recipe of(ParameterValues values) {
    for (Parameter setting : SETTINGS) {
      if (!values.has(setting.name())) {
        throw new IllegalArgumentException("a recipe without '" + setting.name() + "': " + values);
      }
    }
    return STANDARD.changedBy(values);
  }
}
