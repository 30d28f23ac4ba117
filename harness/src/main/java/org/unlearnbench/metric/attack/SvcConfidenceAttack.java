package org.unlearnbench.metric.attack;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The membership attack of sparse unlearning (arXiv 2304.04934), SalUn (arXiv 2310.12508) and RUM
 * (arXiv 2406.01257) on the confidence, the probability of the truth, id {@code
 * mia.svc-confidence/salun@1}: {@link SupportVectors} learn retain (1) from test (0); the score is
 * the share of forget samples they take for retain. What the papers call MIA-efficacy is 1 less it.
 * Compare it with Retrained's; it has no ideal value of its own.
 *
 * <p>Of retain only the first samples in stored order are used, as many as test has, so that both
 * classes weigh the same. A retain set smaller than test is an error as published; here all of it
 * is used. Published with confidences in single precision and libsvm's tolerance of 0.001; here in
 * double precision and at the optimum.
 */
public final class SvcConfidenceAttack {
  private SvcConfidenceAttack() {}

  /** Why the attack cannot be made, or nothing. */
  public static Optional<String> obstacle(double[] retain, double[] test, double[] forget) {
    if (retain.length == 0 || test.length == 0 || forget.length == 0) {
      return Optional.of("retain, test and forget must not be empty");
    }
    boolean valid =
        DoubleStream.of(first(retain, test.length)).allMatch(SvcConfidenceAttack::isProbability)
            && DoubleStream.of(test).allMatch(SvcConfidenceAttack::isProbability)
            && DoubleStream.of(forget).allMatch(SvcConfidenceAttack::isProbability);
    return valid ? Optional.empty() : Optional.of("a confidence is not in 0..1");
  }

  /**
   * The share of forget samples taken for retain, 0..1.
   *
   * @param retain probability of the truth per sample, like the others
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static double shareOfMembers(double[] retain, double[] test, double[] forget) {
    obstacle(retain, test, forget)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    SupportVectors model = SupportVectors.fit(test, first(retain, test.length));
    return DoubleStream.of(forget).filter(p -> model.predict(p) == 1).count()
        / (double) forget.length;
  }

  private static double[] first(double[] values, int count) {
    return Arrays.copyOf(values, Math.min(values.length, count));
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }
}
