package org.unlearnbench.metric;

import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.SplitOutputs;

/** Accuracy on each split and top-2 accuracy on test; fractions 0..1. */
final class AccuracyMetrics {
  private AccuracyMetrics() {}

  static List<Metric> all() {
    return List.of(
        accuracy(Split.TEST, Direction.HIGHER),
        topTwo(),
        accuracy(Split.RETAIN, Direction.HIGHER),
        accuracy(Split.FORGET, Direction.NONE),
        accuracy(Split.UNSEEN, Direction.NONE));
  }

  private static Metric accuracy(Split split, Direction direction) {
    String key = split.key();
    Info info =
        new Info(
            "accuracy." + key + "@1",
            key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1) + " acc.",
            "Fraction of right predictions on "
                + key
                + "; multi-label: mean of the attribute accuracies at p > 0.5.",
            "");
    return new ComputedMetric(
        info, key + "_accuracy", direction, input -> input.model().accuracy(split));
  }

  private static Metric topTwo() {
    Info info =
        new Info(
            "accuracy.test-top2@1",
            "Test top-2",
            "Fraction of test images whose class has one of the two largest logits; of equal logits"
                + " the first counts as larger. Not defined for multi-label tasks or two classes.",
            "");
    return new ComputedMetric(
        info,
        "test_top2",
        Direction.HIGHER,
        input -> input.model().outputs(Split.TEST).map(AccuracyMetrics::topTwo).orElse(Double.NaN));
  }

  private static double topTwo(SplitOutputs outputs) {
    if (outputs.task().isMultiLabel() || outputs.task().outputs() < 3) {
      return Double.NaN;
    }
    int right = 0;
    for (int i = 0; i < outputs.size(); i++) {
      float[] logits = outputs.logits()[i];
      int label = outputs.labels()[i][0];
      int larger = 0;
      for (int c = 0; c < logits.length; c++) {
        if (!Float.isFinite(logits[c])) {
          return Double.NaN;
        }
        larger += logits[c] > logits[label] || (c < label && logits[c] == logits[label]) ? 1 : 0;
      }
      right += larger < 2 ? 1 : 0;
    }
    return (double) right / outputs.size();
  }
}
