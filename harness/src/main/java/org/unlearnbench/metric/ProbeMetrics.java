package org.unlearnbench.metric;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.WeightDistances;

/**
 * What was seen inside the model: relearn time and distances of weights. Only for cells of an
 * experiment that asks for it. None has a better direction: each is to be read beside Retrained's.
 */
final class ProbeMetrics {
  private ProbeMetrics() {}

  static List<Metric> all() {
    return List.of(
        relearning(
            "epochs",
            "relearn_epochs",
            "Relearn epochs",
            "Epochs of training a copy on forget until Original's accuracy there is reached; the cap"
                + " where it was not, so that a mean is a lower bound then. Compare Retrained's.",
            RelearnCurve::epochs),
        relearning(
            "capped",
            "relearn_capped",
            "Relearn capped",
            "1 where the cap of relearning came before Original's accuracy, else 0.",
            ProbeMetrics::capped),
        distance("original", "Original", WeightDistances::original),
        distance("retrained", "Retrained", WeightDistances::retrained));
  }

  private static double capped(RelearnCurve curve) {
    return Double.isNaN(curve.epochs()) ? Double.NaN : curve.isCapped() ? 1 : 0;
  }

  private static Metric relearning(
      String name,
      String column,
      String title,
      String summary,
      ToDoubleFunction<RelearnCurve> value) {
    Info info =
        new Info(
                "relearn-time." + name + "/unlearnbench@1",
                title,
                summary,
                "RelearnTime of ERASURE, erasure/evaluations/measures.py")
            .withNotes(
                "SGD by the experiment's training recipe (batch size, momentum, weight decay, train"
                    + " transform) at its initial rate, held constant; scored in eval mode after"
                    + " every epoch, artefacts/relearn.csv has them all.",
                "Only where the experiment sets probes.relearn-time; probes.relearn-cap is the cap.");
    return new ComputedMetric(
        info,
        column,
        Direction.NONE,
        input -> input.relearning().isPresent(),
        input -> input.relearning().map(value::applyAsDouble).orElse(Double.NaN));
  }

  private static Metric distance(
      String name, String title, Function<WeightDistances, WeightDistances.Distance> reference) {
    Info info =
        new Info(
                "weight-distance." + name + "/unlearnbench@1",
                "Weights to " + title,
                "Euclidean distance of all trainable parameters from "
                    + title
                    + "'s of the same seed, by the norm of "
                    + title
                    + "'s.",
                "")
            .withNotes(
                "By layer, running statistics too, in artefacts/weight-distance.csv. Networks with"
                    + " other weights may compute the same.",
                "Only where the experiment sets probes.weight-distance.");
    return new ComputedMetric(
        info,
        "weight_distance_" + name,
        Direction.NONE,
        input -> input.weights().isPresent(),
        input -> input.weights().map(w -> reference.apply(w).relative()).orElse(Double.NaN));
  }
}
