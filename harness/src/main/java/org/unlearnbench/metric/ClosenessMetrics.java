package org.unlearnbench.metric;

import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;

/** How near a model is to Retrained of the same seed; NaN where that is missing. */
final class ClosenessMetrics {
  private ClosenessMetrics() {}

  static List<Metric> all() {
    return List.of(tugOfWar());
  }

  private static Metric tugOfWar() {
    Info info =
        new Info(
            "tow/2406.01257@1",
            "ToW",
            "Tug of war: product over forget, retain and test of 1 - |accuracy - Retrained's|.",
            "arXiv 2406.01257");
    return new ComputedMetric(
        info,
        "tow",
        Metric.Direction.HIGHER,
        input -> input.retrained().map(r -> product(input.model(), r)).orElse(Double.NaN));
  }

  private static double product(ModelScores model, ModelScores retrained) {
    double product = 1;
    for (Split split : List.of(Split.FORGET, Split.RETAIN, Split.TEST)) {
      product *= 1 - Math.abs(model.accuracy(split) - retrained.accuracy(split));
    }
    return product;
  }
}
