package org.unlearnbench.cli.score;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.unlearnbench.metric.Nomus;
import org.unlearnbench.metric.attack.LogisticRegression;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.metric.attack.LossLrBootstrap;
import org.unlearnbench.metric.attack.SideSizes;
import org.unlearnbench.metric.stats.Interval;

/**
 * What {@code ./unlearn score} finds.
 *
 * @param unseen losses of samples the model never saw
 * @param forget losses of samples it should have forgotten
 * @param attack the attack's result
 * @param accuracy test accuracy given by the user
 * @param lambda weight of the accuracy in NoMUS
 * @param bootstrap interval of M, if asked for
 * @param exposed the forget samples the attack is surest of, if asked for
 */
public record ScoreResult(
    LossFile unseen,
    LossFile forget,
    LossLrAttack.Result attack,
    OptionalDouble accuracy,
    double lambda,
    Optional<Bootstrap> bootstrap,
    List<Exposed> exposed) {
  /** Id of the attack. */
  static final String METRIC = "mia.loss-lr/ndb796@1";

  /**
   * An interval by resampling.
   *
   * @param draws number of resamples
   * @param interval middle 95 % of M
   */
  public record Bootstrap(int draws, Interval interval) {}

  /**
   * A forget sample the attack takes for a member.
   *
   * @param index place among the forget losses, from 0
   * @param loss its loss
   * @param probability that it was trained on, as the regression on all losses in use says, 0..1
   */
  public record Exposed(int index, double loss, double probability) {}

  /** Makes the attack; {@code draws} and {@code top} may be 0. */
  public static ScoreResult of(
      LossFile unseen,
      LossFile forget,
      OptionalDouble accuracy,
      double lambda,
      int draws,
      int top) {
    double[] outside = unseen.losses();
    double[] inside = forget.losses();
    LossLrAttack.Result attack = LossLrAttack.run(outside, inside);
    Optional<Bootstrap> bootstrap =
        draws == 0
            ? Optional.empty()
            : Optional.of(new Bootstrap(draws, LossLrBootstrap.interval(outside, inside, draws)));
    LogisticRegression model = LossLrAttack.fitOnAll(outside, inside);
    List<Exposed> exposed =
        IntStream.range(0, inside.length)
            .mapToObj(i -> new Exposed(i, inside[i], model.probability(inside[i])))
            .sorted(Comparator.comparingDouble(Exposed::probability).reversed())
            .limit(top)
            .toList();
    return new ScoreResult(unseen, forget, attack, accuracy, lambda, bootstrap, exposed);
  }

  /** How many there are of each side. */
  public SideSizes sizes() {
    return new SideSizes(unseen.losses().length, forget.losses().length);
  }

  /** NoMUS, if the accuracy is known. */
  public OptionalDouble nomus() {
    return accuracy.isPresent()
        ? OptionalDouble.of(Nomus.score(accuracy.getAsDouble(), attack.mia(), lambda))
        : OptionalDouble.empty();
  }
}
