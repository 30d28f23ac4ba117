package org.unlearnbench.figures;

import org.unlearnbench.config.Info;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Direction;

/** A metric of which only the card counts. */
public record FakeMetric(String column, String title, Direction direction) implements Metric {

  @Override
  public Info info() {
    return new Info(column + "@1", title, "What " + title + " says.", "");
  }

  @Override
  public double compute(Input input) {
    throw new UnsupportedOperationException("results are read, never computed");
  }
}
