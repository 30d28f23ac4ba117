package org.unlearnbench.metric;

import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.result.Direction;

/** The loss-LR attack of the MUFAC notebooks and the two scores made of it. */
final class ForgettingMetrics {
  private static final String SOURCE = "arXiv 2311.02240, ndb796/MachineUnlearning notebooks";

  private ForgettingMetrics() {}

  static List<Metric> all() {
    return List.of(mia(), forgettingScore(), nomus());
  }

  private static Metric mia() {
    Info info =
        new Info(
            "mia.loss-lr/ndb796@1",
            "MIA",
            "Mean accuracy M of a logistic regression that tells forget from unseen losses.",
            SOURCE);
    return new ComputedMetric(info, "mia", Direction.NONE, input -> input.model().lossLrMia());
  }

  private static Metric forgettingScore() {
    Info info =
        new Info(
            "forgetting-score.loss-lr/ndb796@1",
            "|MIA - 0.5|",
            "Distance of the attack's accuracy M from guessing; 0 is best, 0.5 worst.",
            SOURCE);
    return new ComputedMetric(
        info,
        "forgetting_score",
        Direction.LOWER,
        input -> LossLrAttack.Result.forgettingScore(input.model().lossLrMia()));
  }

  private static Metric nomus() {
    Info info =
        new Info(
                "nomus.loss-lr/ndb796@1",
                "NoMUS",
                "Half test accuracy, half 1 - 2 |M - 0.5|.",
                SOURCE)
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
