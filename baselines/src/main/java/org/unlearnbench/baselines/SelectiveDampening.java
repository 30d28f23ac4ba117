package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.loss.Loss;

/**
 * Selective synaptic dampening (SSD): no training at all. With F_f and F_d the diagonal Fisher
 * information of forget and of all training images, every weight with F_f &gt; alpha F_d is
 * multiplied by min(lambda F_d / F_f, 1).
 */
public final class SelectiveDampening implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "ssd",
              "SSD",
              "dampens the weights that matter more to forget than to all training images",
              "Foster et al. 2024, arXiv 2308.07707; if-loops/selective-synaptic-dampening",
              Parameter.number("alpha", 2, "selects weights with F_f > alpha F_d").atLeast(0),
              Parameter.number("lambda", 1, "strength of the dampening").atLeast(0),
              Parameter.integer("batch-size", 64, "images per squared gradient").atLeast(1))
          .withNotes(
              "alpha is 10 in the source, for forget sets of a hundredth of the data. F_f / F_d"
                  + " cannot exceed |train| / |forget|, which is 2.5 to 7 in MUFAC and MUCAC: there"
                  + " 10 selects no weight at all. A run that selects none ends as failed.",
              "Draws no random numbers: only the seed of Original changes its result.",
              "As in the source the gradient of a batch's mean is squared, so the importances"
                  + " depend on the batch size.",
              "Images are taken in the set's order, without augmentation.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    double[] forget = context.timed("mask", () -> importance(context, context.forget()));
    LabelledImages train = context.retain().concat(context.forget());
    double[] all = context.timed("mask", () -> importance(context, train));
    ParameterValues values = context.parameters();
    double alpha = values.number("alpha");
    double lambda = values.number("lambda");
    float[] weights = context.network().parameters();
    List<List<Object>> rows = new ArrayList<>();
    int selected = 0;
    for (Tensor tensor : context.network().layout().tensors()) {
      int dampened = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        if (tensor.role().trainable() && forget[i] > alpha * all[i]) {
          weights[i] *= (float) Math.min(lambda * all[i] / forget[i], 1);
          dampened++;
        }
      }
      if (tensor.role().trainable()) {
        rows.add(List.of(tensor.name(), tensor.length(), dampened));
        selected += dampened;
      }
    }
    if (selected == 0) {
      throw new IllegalStateException(
          "no weight matters " + alpha + " times as much to forget: choose a smaller alpha");
    }
    context.network().setParameters(weights);
    context.artefacts().csv("tensors.csv", List.of("tensor", "weights", "dampened"), rows);
    context.epochFinished(1, 1);
  }

  /**
   * How much each parameter matters to a set: the mean over its batches of the squared gradient of
   * the batch's mean loss, network in eval mode; 0 where not trainable. With batches of one image
   * this is the empirical Fisher information's diagonal.
   */
  private static double[] importance(MethodContext context, LabelledImages images) {
    Network network = context.network();
    Objective objective = Objective.taskLoss(context.task());
    double[] sum = new double[network.layout().length()];
    int count = 0;
    for (Batch batch : new OrderedBatches(images, context.parameters().integer("batch-size"))) {
      Loss loss = objective.of(batch, network.forward(batch, Mode.EVAL));
      if (!Double.isFinite(loss.value())) {
        throw new NonFiniteLossException("importance of a set: the loss is " + loss.value());
      }
      network.backward(loss.gradient(), Want.PARAMETERS);
      float[] gradient = network.gradient();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (double) gradient[i] * gradient[i];
      }
      count++;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
    return sum;
  }
}
