package org.unlearnbench.metric;

import java.util.List;
import java.util.stream.Stream;
import org.unlearnbench.config.Info;
import org.unlearnbench.result.Direction;

/** The metrics that come with the harness, in the order of their columns. */
public final class StandardMetrics implements MetricProvider {

  @Override
  public List<Metric> metrics() {
    return Stream.of(
            AccuracyMetrics.all(),
            ForgettingMetrics.all(),
            List.of(ClosenessMetrics.tugOfWar(), runTimeEfficiency()),
            ClosenessMetrics.others(),
            AttackMetrics.all(),
            ProbeMetrics.all())
        .flatMap(List::stream)
        .toList();
  }

  private static Metric runTimeEfficiency() {
    Info info =
        new Info(
            "rte/2410.01276@1",
            "RTE",
            "Run time efficiency: Retrained's seconds by the method's; above 1 is faster.",
            "arXiv 2410.01276");
    return new ComputedMetric(
        info,
        "rte",
        Direction.HIGHER,
        input ->
            input.unlearnSeconds() > 0
                ? input.retrainSeconds() / input.unlearnSeconds()
                : Double.NaN);
  }
}
