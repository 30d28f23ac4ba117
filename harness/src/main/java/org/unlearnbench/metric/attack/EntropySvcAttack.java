package org.unlearnbench.metric.attack;

import java.util.stream.DoubleStream;

/**
 * The membership attack of bad teaching's own code (arXiv 2205.08096, {@code metrics.py} of
 * vikram2000b/bad-teaching-unlearning), id {@code mia.entropy-svc/2205.08096@1}: support vectors
 * with C = 3 learn retain (1) from test (0), all of both, by the entropy of the prediction; the
 * score is the share of forget samples they take for retain. Classes are not balanced: where retain
 * is much larger than test, all may be taken for retain. Compare it with Retrained's.
 */
public final class EntropySvcAttack {
  private EntropySvcAttack() {}

  /**
   * The share of forget samples taken for retain, 0..1.
   *
   * @param retain entropy per sample, finite and not empty, like the others
   * @throws IllegalArgumentException where {@link EntropyLrAttack#obstacle} finds one
   */
  public static double shareOfMembers(double[] retain, double[] test, double[] forget) {
    EntropyLrAttack.obstacle(retain, test, forget)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    SvcConfidenceAttack.SupportVectors model = SvcConfidenceAttack.SupportVectors.fit(test, retain);
    return DoubleStream.of(forget).filter(x -> model.predict(x) == 1).count()
        / (double) forget.length;
  }
}
