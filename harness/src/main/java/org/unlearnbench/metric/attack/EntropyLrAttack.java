package org.unlearnbench.metric.attack;

import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The membership attack of selective synaptic dampening (arXiv 2308.07707), id {@code
 * mia.entropy-lr/2205.08096@1} after bad teaching, whose own code attacks with support vectors: a
 * class-balanced logistic regression learns retain (1) from test (0) by the entropy of the
 * prediction; the score is the share of forget samples it takes for retain. Compare it with
 * Retrained's; it has no ideal value of its own.
 *
 * <p>Published with scikit-learn's two-row softmax form, C = 1, whose penalty on the difference of
 * the rows is that of the one-row form with C = 2. Here the exact minimum is taken, where the
 * published solver stops near it.
 */
public final class EntropyLrAttack {
  private static final double EQUIVALENT_C = 2;

  private EntropyLrAttack() {}

  /** Why the attack cannot be made, or nothing. */
  public static Optional<String> obstacle(double[] retain, double[] test, double[] forget) {
    if (retain.length == 0 || test.length == 0 || forget.length == 0) {
      return Optional.of("retain, test and forget must not be empty");
    }
    boolean finite =
        IntStream.range(0, 3)
            .mapToObj(i -> new double[][] {retain, test, forget}[i])
            .flatMapToDouble(DoubleStream::of)
            .allMatch(Double::isFinite);
    return finite ? Optional.empty() : Optional.of("an entropy is not finite");
  }

  /**
   * The share of forget samples taken for retain, 0..1.
   *
   * @throws IllegalArgumentException where {@link #obstacle} finds one
   */
  public static double shareOfMembers(double[] retain, double[] test, double[] forget) {
    obstacle(retain, test, forget)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    int all = retain.length + test.length;
    double[] features =
        DoubleStream.concat(DoubleStream.of(retain), DoubleStream.of(test)).toArray();
    int[] labels = IntStream.range(0, all).map(i -> i < retain.length ? 1 : 0).toArray();
    double[] balanced = {
      EQUIVALENT_C * all / (2.0 * test.length), EQUIVALENT_C * all / (2.0 * retain.length)
    };
    int[] rows = IntStream.range(0, all).toArray();
    LogisticRegression model = LogisticRegression.fit(features, labels, rows, balanced);
    return DoubleStream.of(forget).filter(x -> model.predict(x) == 1).count()
        / (double) forget.length;
  }
}
