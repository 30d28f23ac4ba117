package org.unlearnbench.run.cell;

import java.util.EnumMap;
import java.util.Map;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.nn.Network;
import org.unlearnbench.result.SplitOutputs;

/** Runs a model over every split: eval mode, never augmented. */
final class Evaluator {
  private Evaluator() {}

  /**
   * The outputs for all images of all splits.
   *
   * @throws NonFiniteLossException if an output is NaN or infinite
   */
  static Map<Split, SplitOutputs> outputs(Network network, DataSet data) {
    Map<Split, SplitOutputs> all = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      SplitOutputs outputs = Predictions.of(network, split, data.split(split));
      check(outputs);
      all.put(split, outputs);
    }
    return all;
  }

  private static void check(SplitOutputs outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      for (float logit : outputs.logits()[i]) {
        if (!Float.isFinite(logit)) {
          throw new NonFiniteLossException(
              "the model's output for "
                  + outputs.split().key()
                  + " image "
                  + outputs.paths().get(i)
                  + " is "
                  + logit);
        }
      }
    }
  }
}
