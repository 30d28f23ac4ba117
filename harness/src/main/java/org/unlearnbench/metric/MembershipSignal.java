package org.unlearnbench.metric;

import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.RocCurve;
import org.unlearnbench.result.SampleScores;

/**
 * A per-sample number whose size betrays members: the threshold attacks of the literature.
 *
 * <p>For single-label tasks loss, confidence and logit-scaled confidence order samples the same, so
 * their results differ only where confidences round to 1; multi-label means differ truly.
 */
public enum MembershipSignal {
  /** Members have the smaller loss (Yeom et al., CSF 2018). */
  LOSS("loss", "loss", SampleScores::loss, -1),
  /** Members have the larger probability of the truth. */
  CONFIDENCE("confidence", "confidence", SampleScores::pTrue, 1),
  /** Members have the smaller prediction entropy. */
  ENTROPY("entropy", "entropy", SampleScores::entropy, -1),
  /** Members have the smaller modified entropy (Song and Mittal, USENIX Security 2021). */
  MODIFIED_ENTROPY("modified-entropy", "mod. entropy", SampleScores::modifiedEntropy, -1),
  /** Members have the larger logit-scaled confidence (Carlini et al., IEEE S&amp;P 2022). */
  LOGIT_CONFIDENCE("logit-confidence", "logit conf.", SampleScores::logitConfidence, 1);

  private final String key;
  private final String title;
  private final Function<SampleScores, double[]> values;
  private final int sign;

  MembershipSignal(String key, String title, Function<SampleScores, double[]> values, int sign) {
    this.key = key;
    this.title = title;
    this.values = values;
    this.sign = sign;
  }

  /** Name in metric ids, kebab-case. */
  public String key() {
    return key;
  }

  /** Name in CSV columns: {@code mia_<column>_auc} and so on. */
  public String column() {
    return key.replace('-', '_');
  }

  /** Short name for tables. */
  public String title() {
    return title;
  }

  /** The signal of each sample, turned so that larger means member. */
  public double[] of(SampleScores scores) {
    return DoubleStream.of(values.apply(scores)).map(v -> sign * v).toArray();
  }

  /** Forget (members) against unseen; all NaN if one of them is missing. */
  RocCurve curve(ModelScores model) {
    return RocCurve.of(
        model.scores(Split.FORGET).map(this::of).orElse(new double[0]),
        model.scores(Split.UNSEEN).map(this::of).orElse(new double[0]));
  }
}
