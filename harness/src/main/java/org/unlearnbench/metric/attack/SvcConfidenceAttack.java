package org.unlearnbench.metric.attack;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * The membership attack of sparse unlearning (arXiv 2304.04934), SalUn (arXiv 2310.12508) and RUM
 * (arXiv 2406.01257) on the confidence, the probability of the truth, id {@code
 * mia.svc-confidence/salun@2}: support vectors learn retain (1) from test (0); the score is the
 * share of forget samples they take for retain. What the papers call MIA-efficacy is 1 less it.
 * Compare it with Retrained's; it has no ideal value of its own.
 *
 * <p>Of retain only the first samples in stored order are used, as many as test has, so that both
 * classes weigh the same. A retain set smaller than test is an error as published; here all of it
 * is used. Published with confidences in single precision; here in double.
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

  /**
   * scikit-learn's {@code SVC(C=3, gamma="auto")} of one feature by libsvm, the solver that is
   * behind it, too. Samples go in ascending order, so that their order has no influence; a decision
   * within rounding of 0 is a tie and goes to class 1, as an exact 0 does in libsvm.
   */
  record SupportVectors(svm_model model) {
    private static final double TIE = 1e-9;

    static {
      svm.svm_set_print_string_function(line -> {}); // else every fit writes to standard output
    }

    /** Fits the features of class 0 and of class 1, neither empty. */
    static SupportVectors fit(double[] zeros, double[] ones) {
      svm_problem problem = new svm_problem();
      problem.l = zeros.length + ones.length;
      problem.x =
          DoubleStream.concat(DoubleStream.of(zeros).sorted(), DoubleStream.of(ones).sorted())
              .mapToObj(SupportVectors::nodes)
              .toArray(svm_node[][]::new);
      problem.y = new double[problem.l];
      Arrays.fill(problem.y, zeros.length, problem.l, 1);
      svm_parameter parameter = new svm_parameter();
      parameter.svm_type = svm_parameter.C_SVC;
      parameter.kernel_type = svm_parameter.RBF;
      parameter.gamma = 1; // one by the number of features
      parameter.C = 3;
      parameter.eps = 1e-3;
      parameter.shrinking = 1;
      parameter.cache_size = 200;
      return new SupportVectors(svm.svm_train(problem, parameter));
    }

    /** The decision value: above 0 on class 1's side, 1 and -1 at the margins. */
    double decision(double x) {
      double[] towardsZero = new double[1];
      svm.svm_predict_values(model, nodes(x), towardsZero);
      return -towardsZero[0];
    }

    /** The predicted class, 0 or 1. */
    int predict(double x) {
      return decision(x) >= -TIE ? 1 : 0;
    }

    private static svm_node[] nodes(double value) {
      svm_node node = new svm_node();
      node.index = 1;
      node.value = value;
      return new svm_node[] {node};
    }
  }
}
