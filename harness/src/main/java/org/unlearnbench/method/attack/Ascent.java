package org.unlearnbench.method.attack;

import java.util.function.DoubleConsumer;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.loss.TaskLoss;

/** Images on their way up or down the loss: what was added to them so far. */
final class Ascent {
  private final Batch clean;
  private final int length;
  private final float[] delta;
  private float[] pixels;

  Ascent(Batch clean) {
    this.clean = clean;
    this.length = clean.pixels().length / clean.size();
    this.delta = new float[clean.pixels().length];
    this.pixels = clean.pixels().clone();
  }

  /** Changes what is added to one image. */
  @FunctionalInterface
  interface Change {
    void of(float[] delta, int begin, int end);
  }

  /** Some of the images as they are now, in [0, 1]. */
  Batch images(int... which) {
    float[] some = new float[which.length * length];
    int[][] labels = new int[which.length][];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(pixels, which[i] * length, some, i * length, length);
      labels[i] = clean.labels()[which[i]];
    }
    return new Batch(which.length, some, labels);
  }

  /** Values of some images in the places of all; 0 elsewhere. */
  float[] placed(float[] some, int... which) {
    float[] all = new float[pixels.length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(some, i * length, all, which[i] * length, length);
    }
    return all;
  }

  /** All images as they are now, in [0, 1]. */
  Batch images() {
    return new Batch(clean.size(), pixels, clean.labels());
  }

  /**
   * The gradient of the mean loss of the true labels with respect to the pixels now.
   *
   * @param loss of the images
   * @param mean is told that mean loss
   */
  float[] gradient(Network network, TaskLoss loss, DoubleConsumer mean) {
    float[][] logits = network.forward(images(), Mode.EVAL);
    Loss now = loss.of(logits, clean.labels());
    mean.accept(now.value());
    network.backward(now.gradient(), Want.INPUT);
    return network.inputGradient();
  }

  /** Changes one image and cuts it to [0, 1]; delta is then what was really added. */
  void change(int image, Change change) {
    int begin = image * length;
    int end = begin + length;
    change.of(delta, begin, end);
    float[] x = clean.pixels();
    for (int i = begin; i < end; i++) {
      pixels[i] = Math.max(0, Math.min(1, x[i] + delta[i]));
      delta[i] = pixels[i] - x[i];
    }
  }

  /** Euclidean length of what was added to an image. */
  double length(int image) {
    double sum = 0;
    for (int i = image * length; i < (image + 1) * length; i++) {
      sum += (double) delta[i] * delta[i];
    }
    return Math.sqrt(sum);
  }
}
