package org.unlearnbench.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.EntropyLrAttack;
import org.unlearnbench.metric.attack.RocCurve;

/**
 * The attack panel: how well each {@link MembershipSignal} tells forget from unseen. Values to be
 * read beside Retrained's, and only where the attack has power on Original ({@code
 * stats.PowerCheck}).
 *
 * <p>The SVC attacks of SalUn and of the SCRUB notebooks are left out: what they give depends on
 * where an iterative solver stops, and their published modified entropy departs from its source.
 */
final class AttackMetrics {
  private static final double ONE_PERCENT = 0.01;

  private AttackMetrics() {}

  static List<Metric> all() {
    List<Metric> metrics = new ArrayList<>();
    for (MembershipSignal signal : MembershipSignal.values()) {
      metrics.addAll(of(signal));
    }
    metrics.add(entropyLr());
    return metrics;
  }

  private static List<Metric> of(MembershipSignal signal) {
    String attack = " of the attack that calls forget what has ";
    String way =
        switch (signal) {
          case LOSS, ENTROPY, MODIFIED_ENTROPY -> "a small ";
          case CONFIDENCE, LOGIT_CONFIDENCE -> "a large ";
        };
    String rule = attack + way + signal.key().replace('-', ' ');
    return List.of(
        metric(signal, "auc", "AUC", "Area under the ROC curve" + rule + ".", RocCurve::auc),
        metric(
            signal,
            "auc-se",
            "AUC s.e.",
            "DeLong's standard error of the area under the ROC curve" + rule + ".",
            RocCurve::aucStandardError),
        metric(
            signal,
            "accuracy",
            "best acc.",
            "Balanced accuracy at the best threshold" + rule + "; an upper bound.",
            RocCurve::bestBalancedAccuracy),
        metric(
            signal,
            "tpr1",
            "TPR@1%FPR",
            "Share of forget found at 1 % false alarms" + rule + "; no interpolation.",
            curve -> curve.truePositiveRateAt(ONE_PERCENT)));
  }

  private static Metric metric(
      MembershipSignal signal,
      String measure,
      String title,
      String summary,
      ToDoubleFunction<RocCurve> value) {
    Info info =
        new Info(
            "mia." + signal.key() + "." + measure + "@1",
            "MIA " + signal.title() + " " + title,
            summary,
            source(signal));
    return new ComputedMetric(
        info,
        "mia_" + signal.column() + "_" + measure.replace('-', '_'),
        Metric.Direction.NONE,
        input -> value.applyAsDouble(input.model().curve(signal)));
  }

  private static String source(MembershipSignal signal) {
    return switch (signal) {
      case LOSS -> "Yeom et al., CSF 2018";
      case CONFIDENCE, ENTROPY, MODIFIED_ENTROPY -> "Song and Mittal, USENIX Security 2021";
      case LOGIT_CONFIDENCE -> "Carlini et al., IEEE S&P 2022";
    };
  }

  private static Metric entropyLr() {
    Info info =
        new Info(
                "mia.entropy-lr/2205.08096@1",
                "MIA entropy-LR",
                "Share of forget that a logistic regression on entropy takes for retain, not test.",
                "arXiv 2205.08096")
            .withNotes("The regression's exact minimum, where the published solver stops near it.");
    return new ComputedMetric(
        info, "mia_entropy_lr", Metric.Direction.NONE, input -> entropyLr(input.model()));
  }

  private static double entropyLr(ModelScores model) {
    double[] retain = entropy(model, Split.RETAIN);
    double[] test = entropy(model, Split.TEST);
    double[] forget = entropy(model, Split.FORGET);
    return EntropyLrAttack.obstacle(retain, test, forget).isPresent()
        ? Double.NaN
        : EntropyLrAttack.shareOfMembers(retain, test, forget);
  }

  private static double[] entropy(ModelScores model, Split split) {
    return model.scores(split).map(SampleScores::entropy).orElse(new double[0]);
  }
}
