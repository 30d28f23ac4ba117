package org.unlearnbench.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.SplitOutputs;

/** How near a model is to Retrained of the same seed; NaN where that is missing. */
final class ClosenessMetrics {
  private ClosenessMetrics() {}

  /** The one that belongs among the first columns. */
  static Metric tugOfWar() {
    Info info =
        new Info(
            "tow/2406.01257@1",
            "ToW",
            "Tug of war: product over forget, retain and test of 1 - |accuracy - Retrained's|.",
            "arXiv 2406.01257");
    return metric(
        info,
        "tow",
        Direction.HIGHER,
        (model, retrained) ->
            near(model, retrained, Split.FORGET)
                * near(model, retrained, Split.RETAIN)
                * near(model, retrained, Split.TEST));
  }

  /** All the others. */
  static List<Metric> others() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(tugOfWarMia());
    metrics.add(miaGap());
    metrics.add(accuracyChange());
    metrics.add(divergenceFromOriginal());
    for (Split split : Split.values()) {
      String of = " on " + split.key() + ", mean over images.";
      metrics.add(
          distance(
              split,
              "jsd",
              "JSD",
              "Jensen-Shannon divergence (bits, 0..1) to Retrained's outputs" + of,
              OutputDistance::jensenShannon));
      metrics.add(
          distance(
              split,
              "l1",
              "L1",
              "L1 distance (0..2) to Retrained's output probabilities" + of,
              OutputDistance::l1));
      metrics.add(
          distance(
              split,
              "disagreement",
              "disagr.",
              "Share of predictions that differ from Retrained's" + of,
              OutputDistance::disagreement));
    }
    return metrics;
  }

  private static Metric tugOfWarMia() {
    Info info =
        new Info(
                "tow-mia.loss-lr/unlearnbench@2",
                "ToW-MIA",
                "ToW with 1 - |M - Retrained's M| of the loss-LR attack in place of forget accuracy.",
                "arXiv 2406.01257")
            .withNotes("The source attacks with a support vector machine; here M is loss-LR's.");
    return metric(
        info,
        "tow_mia",
        Direction.HIGHER,
        (model, retrained) ->
            (1 - miaGap(model, retrained))
                * near(model, retrained, Split.RETAIN)
                * near(model, retrained, Split.TEST));
  }

  private static Metric miaGap() {
    Info info =
        new Info(
            "mia-gap.loss-lr/unlearnbench@2",
            "|MIA - Retrained's|",
            "Distance of the loss-LR attack's M from its value on Retrained.",
            "");
    return metric(info, "mia_gap", Direction.LOWER, ClosenessMetrics::miaGap);
  }

  private static Metric accuracyChange() {
    Info info =
        new Info(
            "original-accuracy-change@1",
            "Change of accuracy",
            "Largest distance of an accuracy, over all splits, from Original's.",
            "");
    return fromOriginal(
        info,
        "accuracy_change",
        (model, original) -> {
          double largest = Double.NaN;
          for (Split split : Split.values()) {
            double change = Math.abs(model.accuracy(split) - original.accuracy(split));
            // An empty split has no accuracy.
            largest = Double.isNaN(change) || change < largest ? largest : change;
          }
          return largest;
        });
  }

  private static Metric divergenceFromOriginal() {
    Info info =
        new Info(
            "original-jsd@1",
            "JSD to Original",
            "Largest Jensen-Shannon divergence (bits, 0..1) to Original's outputs on a split, mean"
                + " over its images.",
            "");
    return fromOriginal(
        info,
        "jsd_original",
        (model, original) -> {
          double largest = -1;
          for (Split split : Split.values()) {
            SplitOutputs outputs = model.outputs().get(split);
            if (outputs != null && outputs.size() > 0) {
              // Not finite is no evidence of standing still: NaN stays.
              largest =
                  Math.max(
                      largest,
                      model
                          .distance(original, split)
                          .map(OutputDistance::jensenShannon)
                          .orElse(Double.NaN));
            }
          }
          return largest < 0 ? Double.NaN : largest;
        });
  }

  private static Metric fromOriginal(
      Info info, String column, ToDoubleBiFunction<ModelScores, ModelScores> value) {
    return new ComputedMetric(
        info,
        column,
        Direction.NONE,
        input ->
            input.original().map(o -> value.applyAsDouble(input.model(), o)).orElse(Double.NaN));
  }

  private static double miaGap(ModelScores model, ModelScores retrained) {
    return Math.abs(model.lossLrMia() - retrained.lossLrMia());
  }

  private static double near(ModelScores model, ModelScores retrained, Split split) {
    return 1 - Math.abs(model.accuracy(split) - retrained.accuracy(split));
  }

  private static Metric distance(
      Split split,
      String name,
      String title,
      String summary,
      ToDoubleFunction<OutputDistance> value) {
    Info info =
        new Info(
            "retrained-" + name + "." + split.key() + "@1", title + " " + split.key(), summary, "");
    return metric(
        info,
        name + "_" + split.key(),
        Direction.LOWER,
        (model, retrained) ->
            model.distance(retrained, split).map(d -> value.applyAsDouble(d)).orElse(Double.NaN));
  }

  private static Metric metric(
      Info info,
      String column,
      Direction direction,
      ToDoubleBiFunction<ModelScores, ModelScores> value) {
    return new ComputedMetric(
        info,
        column,
        direction,
        input ->
            input.retrained().map(r -> value.applyAsDouble(input.model(), r)).orElse(Double.NaN));
  }
}
