package org.unlearnbench.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.unlearnbench.data.Split;
import org.unlearnbench.metric.attack.LossLrAttack;
import org.unlearnbench.metric.attack.RocCurve;
import org.unlearnbench.result.SampleScores;
import org.unlearnbench.result.SplitOutputs;

/**
 * One model's outputs and what many metrics derive from them: per-sample scores by split and the
 * loss-LR attack, each computed when first asked for and then kept. A split that is missing or
 * empty gives NaN, never 0.
 */
public final class ModelScores {
  private final Map<Split, SplitOutputs> outputs;
  private final Map<Split, SampleScores> scores = new ConcurrentHashMap<>();
  private final Map<MembershipSignal, RocCurve> curves = new ConcurrentHashMap<>();
  private final Map<Split, OutputDistance> distances = new EnumMap<>(Split.class);
  private ModelScores distancesTo;
  private OptionalDouble mia = OptionalDouble.empty();

  public ModelScores(Map<Split, SplitOutputs> outputs) {
    Map<Split, SplitOutputs> copy = new EnumMap<>(Split.class);
    copy.putAll(outputs);
    this.outputs = Collections.unmodifiableMap(copy);
  }

  /** All outputs, in the order of {@link Split}. */
  public Map<Split, SplitOutputs> outputs() {
    return outputs;
  }

  /** The outputs of a split, or nothing if it is missing or empty. */
  public Optional<SplitOutputs> outputs(Split split) {
    return Optional.ofNullable(outputs.get(split)).filter(o -> o.size() > 0);
  }

  /** The per-sample scores of a split, or nothing if it is missing or empty. */
  public Optional<SampleScores> scores(Split split) {
    return outputs(split).map(o -> scores.computeIfAbsent(split, s -> SampleScores.of(o)));
  }

  /** Accuracy on a split, 0..1; NaN if it is missing or empty. */
  public double accuracy(Split split) {
    return scores(split).map(SampleScores::accuracy).orElse(Double.NaN);
  }

  /** M of {@link LossLrAttack}; NaN where the attack cannot be made. */
  public synchronized double lossLrMia() {
    if (mia.isEmpty()) {
      mia = OptionalDouble.of(mia(LossLrAttack::run));
    }
    return mia.getAsDouble();
  }

  /** Forget against unseen by a threshold on {@code signal}; all NaN if one of them is missing. */
  public RocCurve curve(MembershipSignal signal) {
    return curves.computeIfAbsent(signal, s -> s.curve(this));
  }

  /**
   * The distance of this model's outputs on a split from another's, or nothing if one of them is
   * missing or empty; kept for the model last asked about.
   *
   * @throws IllegalArgumentException if the outputs are not of the same images
   */
  Optional<OutputDistance> distance(ModelScores other, Split split) {
    if (outputs(split).isEmpty() || other.outputs(split).isEmpty()) {
      return Optional.empty();
    }
    synchronized (distances) {
      if (distancesTo != other) {
        distances.clear();
        distancesTo = other;
      }
      return Optional.of(
          distances.computeIfAbsent(
              split, s -> OutputDistance.between(outputs.get(split), other.outputs.get(split))));
    }
  }

  /** M of the loss-LR attack at the regression's exact minimum; NaN where it cannot be made. */
  double exactLossLrMia() {
    return mia(LossLrAttack::runExact);
  }

  private double mia(BiFunction<double[], double[], LossLrAttack.Result> attack) {
    double[] unseen = losses(Split.UNSEEN);
    double[] forget = losses(Split.FORGET);
    return LossLrAttack.obstacle(unseen, forget).isPresent()
        ? Double.NaN
        : attack.apply(unseen, forget).mia();
  }

  private double[] losses(Split split) {
    return scores(split).map(SampleScores::loss).orElse(new double[0]);
  }
}
