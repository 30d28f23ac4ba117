package org.unlearnbench.metric;

import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Described;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.MetricCard;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.WeightDistances;

/**
 * One number per cell, computed from stored outputs; found through {@link MetricProvider}.
 *
 * <p>{@code info().name()} is the versioned id, for example {@code mia.loss-lr/ndb796@2}: a change
 * that moves numbers gets a new version. {@link #column()} is the short name in CSV files.
 */
public interface Metric extends Described {

  /** Column in {@code runs.csv}, for example {@code mia}. */
  String column();

  /** Which way is better. */
  Direction direction();

  /** What the column means, to be kept beside its values. */
  default MetricCard card() {
    return new MetricCard(column(), info(), direction());
  }

  /**
   * The value, or {@link Double#NaN} where it is not defined (written as {@code NA}): Retrained of
   * the same seed is missing, the task does not fit, a split is empty, a loss is not finite.
   */
  double compute(Input input);

  /**
   * Whether the cell has what this metric is about. A column that no cell of a run has is left out
   * of its tables, where one that is merely not defined is {@code NA}.
   */
  default boolean appliesTo(Input input) {
    return true;
  }

  /**
   * What a metric may look at: what a cell left.
   *
   * @param model what the cell's outputs say
   * @param original what Original of the same data set and seed says, if it is there; several cells
   *     may share it
   * @param retrained what Retrained of the same data set and seed says, if it is there; several
   *     cells may share it
   * @param unlearnSeconds wall time the method took, NaN if other cells were made beside it
   * @param retrainSeconds that of Retrained of the same seed, NaN if not there or not made alone
   * @param cost of all the method does, if it was counted
   * @param retrainCost that of Retrained of the same seed, if it is there and was counted
   * @param weights distances of the model's weights, if they were measured
   * @param relearning how the model learns forget again, if that was measured
   */
  record Input(
      ModelScores model,
      Optional<ModelScores> original,
      Optional<ModelScores> retrained,
      double unlearnSeconds,
      double retrainSeconds,
      Optional<Cost> cost,
      Optional<Cost> retrainCost,
      Optional<WeightDistances> weights,
      Optional<RelearnCurve> relearning) {

    /** Gathers the outputs of a cell whose cost was not counted, nor its model looked into. */
    public Input(
        Map<Split, SplitOutputs> outputs,
        Optional<Map<Split, SplitOutputs>> original,
        Optional<Map<Split, SplitOutputs>> retrained,
        double unlearnSeconds,
        double retrainSeconds) {
      this(
          new ModelScores(outputs),
          original.map(ModelScores::new),
          retrained.map(ModelScores::new),
          unlearnSeconds,
          retrainSeconds,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The cell's outputs by split. */
    public Map<Split, SplitOutputs> outputs() {
      return model.outputs();
    }
  }
}
