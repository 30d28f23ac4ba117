package org.unlearnbench.figures.study;

import java.util.Arrays;
import java.util.List;
import org.unlearnbench.metric.attack.Interval;
import org.unlearnbench.metric.attack.RocCurve;
import org.unlearnbench.result.SampleScores;
import org.unlearnbench.result.SplitOutputs;

/**
 * A per-example attack in the manner of U-LiRA (Hayes et al., arXiv 2403.01218), id {@code
 * u-lira.fixed-forget/unlearnbench@1}: for one forget example, did a model unlearn it or never see
 * it?
 *
 * <p>Per example, the logit-scaled confidences of the unlearned models and those of the retrained
 * models are taken as two normal distributions. Each seed in turn is the target: the distributions
 * come from the other seeds (mean per example; variance pooled over examples, as few models cannot
 * give one per example), and the likelihood ratio guesses which of the target seed's two models is
 * which. Unlearning that cannot be told from retraining gives 0.5.
 *
 * <p>Differs from the source: the forget set is the same in all models, and training seeds take the
 * place of shadow models. Below eight seeds there is no result: the means would be noise.
 */
public final class UnlearnedLira {
  /** Fewest seeds, so fewest models of each kind. */
  public static final int FEWEST_SEEDS = 8;

  private static final double LEAST_VARIANCE = 1e-12;

  /** A result or why there is none. */
  public sealed interface Outcome permits Result, Refusal {}

  /**
   * What the attack found.
   *
   * @param seeds how many seeds
   * @param models how many models it rests on: two a seed
   * @param examples forget examples
   * @param accuracy share of right guesses, 0..1, ties count half; 0.5: cannot tell
   * @param accuracy95 its t interval; seeds and examples both count as drawn, their variances add
   * @param auc area under the curve of the likelihood ratio over all examples and seeds
   * @param truePositiveRateAt1Percent unlearned models found at 1 % false alarms
   * @param exampleAccuracy per example, over seeds
   */
  public record Result(
      int seeds,
      int models,
      int examples,
      double accuracy,
      Interval accuracy95,
      double auc,
      double truePositiveRateAt1Percent,
      double[] exampleAccuracy)
      implements Outcome {}

  /**
   * No result.
   *
   * @param reason one sentence
   */
  public record Refusal(String reason) implements Outcome {}

  private UnlearnedLira() {}

  /**
   * Makes the attack.
   *
   * @param unlearned logit-scaled confidence, seed x example
   * @param retrained the same examples under Retrained of the same seeds
   */
  public static Outcome run(double[][] unlearned, double[][] retrained) {
    int seeds = unlearned.length;
    if (retrained.length != seeds) {
      throw new IllegalArgumentException(seeds + " and " + retrained.length + " seeds");
    }
    if (seeds < FEWEST_SEEDS) {
      return new Refusal(
          "The per-example attack needs at least "
              + FEWEST_SEEDS
              + " seeds with the method and Retrained, and has "
              + seeds
              + ".");
    }
    int examples = unlearned[0].length;
    for (double[][] models : new double[][][] {unlearned, retrained}) {
      for (double[] model : models) {
        if (model.length != examples) {
          throw new IllegalArgumentException(examples + " and " + model.length + " examples");
        }
        if (!Arrays.stream(model).allMatch(Double::isFinite)) {
          return new Refusal("A confidence is not finite.");
        }
      }
    }
    return examples == 0
        ? new Refusal("There are no forget examples.")
        : attack(unlearned, retrained);
  }

  /**
   * Makes the attack on forget outputs, or says why not.
   *
   * @param method forget outputs of the method, one per seed
   * @param retrained those of Retrained, same seeds in the same order
   * @throws IllegalArgumentException if the outputs are not all of the same images in the same
   *     order
   */
  public static Outcome run(List<SplitOutputs> method, List<SplitOutputs> retrained) {
    if (!method.isEmpty()) {
      List<String> paths = method.get(0).paths();
      boolean same =
          method.stream().allMatch(o -> o.paths().equals(paths))
              && retrained.stream().allMatch(o -> o.paths().equals(paths));
      if (!same) {
        throw new IllegalArgumentException("the seeds' forget outputs are of different images");
      }
    }
    return run(confidences(method), confidences(retrained));
  }

  private static double[][] confidences(List<SplitOutputs> outputs) {
    return outputs.stream().map(o -> SampleScores.of(o).logitConfidence()).toArray(double[][]::new);
  }

  private static Result attack(double[][] unlearned, double[][] retrained) {
    int seeds = unlearned.length;
    int examples = unlearned[0].length;
    double[] ratiosUnlearned = new double[seeds * examples];
    double[] ratiosRetrained = new double[seeds * examples];
    double[] perExample = new double[examples];
    double[] perSeed = new double[seeds];
    for (int target = 0; target < seeds; target++) {
      Normals forgotten = Normals.without(target, unlearned);
      Normals neverSeen = Normals.without(target, retrained);
      for (int e = 0; e < examples; e++) {
        double u = unlearned[target][e];
        double r = retrained[target][e];
        double ratioU = forgotten.logDensity(e, u) - neverSeen.logDensity(e, u);
        double ratioR = forgotten.logDensity(e, r) - neverSeen.logDensity(e, r);
        ratiosUnlearned[target * examples + e] = ratioU;
        ratiosRetrained[target * examples + e] = ratioR;
        double right = (2 + Math.signum(ratioU) - Math.signum(ratioR)) / 4;
        perExample[e] += right;
        perSeed[target] += right;
      }
    }
    double[] exampleAccuracy = Arrays.stream(perExample).map(right -> right / seeds).toArray();
    double[] seedAccuracy = Arrays.stream(perSeed).map(right -> right / examples).toArray();
    double accuracy = Arrays.stream(perSeed).sum() / seeds / examples;
    RocCurve curve = RocCurve.of(ratiosUnlearned, ratiosRetrained);
    return new Result(
        seeds,
        2 * seeds,
        examples,
        accuracy,
        interval(accuracy, seedAccuracy, exampleAccuracy),
        curve.auc(),
        curve.truePositiveRateAt(0.01),
        exampleAccuracy);
  }

  private static Interval interval(double accuracy, double[] bySeed, double[] byExample) {
    SeedSummary seeds = SeedSummary.of(Arrays.stream(bySeed).boxed().toList());
    SeedSummary examples = SeedSummary.of(Arrays.stream(byExample).boxed().toList());
    double bySeeds = seeds.standardError();
    double byExamples = examples.n() < 2 ? 0 : examples.standardError();
    double error = Math.sqrt(bySeeds * bySeeds + byExamples * byExamples);
    return Interval.around(accuracy, SeedSummary.quantile975(bySeed.length - 1) * error).clip(0, 1);
  }

  /** A normal distribution per example: own mean, common variance. */
  private record Normals(double[] means, double variance) {

    static Normals without(int target, double[]... models) {
      int others = models.length - 1;
      double[] means = new double[models[0].length];
      for (int s = 0; s < models.length; s++) {
        for (int e = 0; s != target && e < means.length; e++) {
          means[e] += models[s][e] / others;
        }
      }
      double squares = 0;
      for (int s = 0; s < models.length; s++) {
        for (int e = 0; s != target && e < means.length; e++) {
          squares += (models[s][e] - means[e]) * (models[s][e] - means[e]);
        }
      }
      double variance = squares / means.length / (others - 1);
      return new Normals(means, Math.max(variance, LEAST_VARIANCE));
    }

    /** Natural logarithm of the density, up to a constant that all share. */
    double logDensity(int example, double value) {
      double distance = value - means[example];
      return -(StrictMath.log(variance) + distance * distance / variance) / 2;
    }
  }
}
