package org.unlearnbench.metric;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.SplitOutputs;

/** The metrics that come with the harness, in the order of their columns. */
public final class StandardMetrics implements MetricProvider {
  private static final String NOTEBOOKS = "arXiv 2311.02240, ndb796/MachineUnlearning notebooks";

  @Override
  public List<Metric> metrics() {
    return Stream.of(
            accuracies(),
            forgetting(),
            List.of(ClosenessMetrics.tugOfWar(), runTimeEfficiency(), cost()),
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

  /** What forgetting took, of what training anew takes; the same on any machine. */
  private static Metric cost() {
    Info info =
        new Info(
            "cost.images/unlearnbench@1",
            "Cost",
            "Images processed, relative to Retrained's of the same seed: an image taken forward and"
                + " backward through a network counts 1, one taken forward alone 1/3, each time and"
                + " whatever for (training, attacks, importances, teachers). Exact on any machine;"
                + " above 1 costs more than training anew.",
            "");
    return new ComputedMetric(
        info,
        "cost",
        Direction.LOWER,
        input -> input.cost().isPresent(),
        input ->
            input.cost().isPresent() && input.retrainCost().isPresent()
                ? input.cost().get().relativeTo(input.retrainCost().get())
                : Double.NaN);
  }

  /** Accuracy on each split and top-2 accuracy on test; fractions 0..1. */
  private static List<Metric> accuracies() {
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
        input -> input.model().outputs(Split.TEST).map(StandardMetrics::topTwo).orElse(Double.NaN));
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

  /** The loss-LR attack of the MUFAC notebooks and the two scores made of it. */
  private static List<Metric> forgetting() {
    return List.of(mia(), forgettingScore(), nomus());
  }

  private static Metric mia() {
    Info info =
        new Info(
                "mia.loss-lr/ndb796@2",
                "MIA",
                "Mean accuracy M of a logistic regression that tells forget from unseen losses.",
                NOTEBOOKS)
            .withNotes(
                "The regression stops where scikit-learn 1.2.1's L-BFGS does, short of its minimum"
                    + " where losses are large; mia_exact has the minimum.");
    return new ComputedMetric(info, "mia", Direction.NONE, input -> input.model().lossLrMia());
  }

  private static Metric forgettingScore() {
    Info info =
        new Info(
            "forgetting-score.loss-lr/ndb796@2",
            "|MIA - 0.5|",
            "Distance of the attack's accuracy M from guessing; 0 is best, 0.5 worst.",
            NOTEBOOKS);
    return new ComputedMetric(
        info,
        "forgetting_score",
        Direction.LOWER,
        input -> LossLrAttack.Result.forgettingScore(input.model().lossLrMia()));
  }

  private static Metric nomus() {
    Info info =
        new Info(
                "nomus.loss-lr/ndb796@2",
                "NoMUS",
                "Half test accuracy, half 1 - 2 |M - 0.5|.",
                NOTEBOOKS)
            .withNotes(
                "Rewards accuracy and M = 0.5, not closeness to Retrained; read ToW beside.");
    return new ComputedMetric(
        info,
        "nomus",
        Direction.HIGHER,
        input ->
            Nomus.score(
                input.model().accuracy(Split.TEST),
                input.model().lossLrMia(),
                Nomus.DEFAULT_LAMBDA));
  }
}
