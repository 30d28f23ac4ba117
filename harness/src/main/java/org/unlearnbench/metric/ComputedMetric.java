package org.unlearnbench.metric;

import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.result.Direction;

/** A metric made of its card, the cells it is about and its formula. */
record ComputedMetric(
    Info info,
    String column,
    Direction direction,
    Predicate<Input> condition,
    ToDoubleFunction<Input> formula)
    implements Metric {

  /** A metric of every cell. */
  ComputedMetric(Info info, String column, Direction direction, ToDoubleFunction<Input> formula) {
    this(info, column, direction, input -> true, formula);
  }

  @Override
  public boolean appliesTo(Input input) {
    return condition.test(input);
  }

  @Override
  public double compute(Input input) {
    return formula.applyAsDouble(input);
  }
}
