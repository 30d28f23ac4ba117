package org.unlearnbench.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.EntropyLrAttack;
import org.unlearnbench.metric.attack.EntropySvcAttack;
import org.unlearnbench.metric.attack.RocCurve;
import org.unlearnbench.metric.attack.SvcConfidenceAttack;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.SampleScores;

/**
 * The attack panel: how well each {@link MembershipSignal} tells forget from unseen. Values to be
 * read beside Retrained's, and only where the attack has power on Original ({@code
 * stats.PowerCheck}).
 *
 * <p>Of the SVC attacks of SalUn and its relatives only the one that papers report is here, that on
 * the confidence. That on modified entropy is left out, as what is published departs from its
 * source: it takes ln p where ln(1 - p) is meant, and treats as the truth of each image what is the
 * truth of any image beside it. Those on correctness, entropy and all probabilities are left out,
 * as no table has them.
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
    metrics.add(entropySvc());
    metrics.add(exactLossLr());
    metrics.add(svcConfidence());
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
        Direction.NONE,
        input -> value.applyAsDouble(input.model().curve(signal)));
  }

  private static String source(MembershipSignal signal) {
    return switch (signal) {
      case LOSS -> "Yeom et al., CSF 2018";
      case CONFIDENCE, ENTROPY, MODIFIED_ENTROPY -> "Song and Mittal, USENIX Security 2021";
      case LOGIT_CONFIDENCE -> "Carlini et al., IEEE S&P 2022";
    };
  }

  private static Metric exactLossLr() {
    Info info =
        new Info(
                "mia.loss-lr/exact@1",
                "MIA exact",
                "MIA with the exact minimum of the logistic regression.",
                "arXiv 2311.02240")
            .withNotes(
                "Version 1 of mia.loss-lr/ndb796. Differs from MIA only where scikit-learn's solver"
                    + " stops early: models whose losses are in the hundreds or thousands.");
    return new ComputedMetric(
        info, "mia_exact", Direction.NONE, input -> input.model().exactLossLrMia());
  }

  private static Metric entropyLr() {
    Info info =
        new Info(
                "mia.entropy-lr/2205.08096@1",
                "MIA entropy-LR",
                "Share of forget that a logistic regression on entropy takes for retain, not test.",
                "Foster et al. 2024, arXiv 2308.07707; if-loops/selective-synaptic-dampening")
            .withNotes(
                "The regression's exact minimum, where the published solver stops near it.",
                "Named after bad teaching (arXiv 2205.08096), whose own code has support vectors in"
                    + " place of the regression: its numbers are another metric's.");
    return new ComputedMetric(
        info,
        "mia_entropy_lr",
        Direction.NONE,
        input -> onEntropy(input.model(), EntropyLrAttack::shareOfMembers));
  }

  private static Metric entropySvc() {
    Info info =
        new Info(
                "mia.entropy-svc/2205.08096@1",
                "MIA entropy-SVC",
                "Share of forget that support vectors on entropy take for retain, not test.",
                "Chundawat et al. 2023, arXiv 2205.08096; vikram2000b/bad-teaching-unlearning")
            .withNotes(
                "Learns from all of retain and test, not balanced, as published.",
                "By libsvm, the solver behind scikit-learn's SVC, on entropies in double precision.");
    return new ComputedMetric(
        info,
        "mia_entropy_svc",
        Direction.NONE,
        input -> onEntropy(input.model(), EntropySvcAttack::shareOfMembers));
  }

  /** An attack on the entropies of retain, test and forget. */
  @FunctionalInterface
  private interface Attack {
    double shareOfMembers(double[] retain, double[] test, double[] forget);
  }

  private static double onEntropy(ModelScores model, Attack attack) {
    double[] retain = entropy(model, Split.RETAIN);
    double[] test = entropy(model, Split.TEST);
    double[] forget = entropy(model, Split.FORGET);
    return EntropyLrAttack.obstacle(retain, test, forget).isPresent()
        ? Double.NaN
        : attack.shareOfMembers(retain, test, forget);
  }

  private static Metric svcConfidence() {
    Info info =
        new Info(
                "mia.svc-confidence/salun@2",
                "MIA SVC confidence",
                "Share of forget that support vectors on confidence take for retain, not test.",
                "Fan et al. 2024, arXiv 2310.12508; OPTML-Group/Unlearn-Saliency")
            .withNotes(
                "The efficacy that papers report is 1 less this share.",
                "By libsvm, the solver behind scikit-learn's SVC, on confidences in double precision.",
                "Learns from the first retain images, as many as test has, or from all if there are"
                    + " fewer, which as published is an error.",
                "Single-label only.");
    return new ComputedMetric(
        info, "mia_svc_confidence", Direction.NONE, input -> svcConfidence(input.model()));
  }

  private static double svcConfidence(ModelScores model) {
    double[] retain = confidence(model, Split.RETAIN);
    double[] test = confidence(model, Split.TEST);
    double[] forget = confidence(model, Split.FORGET);
    return SvcConfidenceAttack.obstacle(retain, test, forget).isPresent()
        ? Double.NaN
        : SvcConfidenceAttack.shareOfMembers(retain, test, forget);
  }

  private static double[] entropy(ModelScores model, Split split) {
    return model.scores(split).map(SampleScores::entropy).orElse(new double[0]);
  }

  /** Nothing for several labels, of which no one probability is the confidence. */
  private static double[] confidence(ModelScores model, Split split) {
    return model
        .scores(split)
        .filter(scores -> !scores.task().isMultiLabel())
        .map(SampleScores::pTrue)
        .orElse(new double[0]);
  }
}
