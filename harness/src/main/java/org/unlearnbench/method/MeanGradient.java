package org.unlearnbench.method;

import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.Loss;

/**
 * The gradient of a mean loss over many images, whatever batches they come in. In eval mode the
 * network's running statistics neither move nor mix images of a batch; in train mode both.
 */
public final class MeanGradient {
  private final Network network;
  private final Objective objective;
  private final Mode mode;
  private final double[] sum;
  private long images;

  /**
   * @param objective a mean over the images of a batch
   */
  public MeanGradient(Network network, Objective objective, Mode mode) {
    this.network = network;
    this.objective = objective;
    this.mode = mode;
    this.sum = new double[network.layout().length()];
  }

  /** In eval mode. */
  public MeanGradient(Network network, Objective objective) {
    this(network, objective, Mode.EVAL);
  }

  /** The mean gradient of all images of {@code batches}, in eval mode. */
  public static float[] over(Network network, Iterable<Batch> batches, Objective objective) {
    return over(network, batches, objective, Mode.EVAL);
  }

  /** The mean gradient of all images of {@code batches}. */
  public static float[] over(
      Network network, Iterable<Batch> batches, Objective objective, Mode mode) {
    MeanGradient gradient = new MeanGradient(network, objective, mode);
    batches.forEach(gradient::add);
    return gradient.value();
  }

  /**
   * The sum of every batch's own mean gradient: what is left where a source calls backward for each
   * batch. A smaller last batch weighs as much as any other.
   */
  public static float[] sumOfBatches(
      Network network, Iterable<Batch> batches, Objective objective, Mode mode) {
    MeanGradient gradient = new MeanGradient(network, objective, mode);
    for (Batch batch : batches) {
      gradient.add(batch, 1);
    }
    gradient.images = 1;
    return gradient.value();
  }

  /**
   * Takes a batch in.
   *
   * @throws NonFiniteLossException if its loss is NaN or infinite
   */
  public void add(Batch batch) {
    add(batch, batch.size());
    images += batch.size();
  }

  private void add(Batch batch, int weight) {
    Loss loss = objective.of(batch, network.forward(batch, mode));
    if (!Double.isFinite(loss.value())) {
      throw new NonFiniteLossException("gradient of a set: the loss is " + loss.value());
    }
    network.backward(loss.gradient(), Want.PARAMETERS);
    float[] gradient = network.gradient();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) gradient[i] * weight;
    }
  }

  /** The mean so far, at least one image in. */
  public float[] value() {
    if (images == 0) {
      throw new IllegalStateException("a mean over no image");
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / images);
    }
    return mean;
  }
}
