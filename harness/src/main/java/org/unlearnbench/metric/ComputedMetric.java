package org.unlearnbench.metric;

import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.result.Direction;

/** A metric made of its card and its formula. */
record ComputedMetric(
    Info info, String column, Direction direction, ToDoubleFunction<Input> formula)
    implements Metric {

  @Override
  public double compute(Input input) {
    return formula.applyAsDouble(input);
  }
}
