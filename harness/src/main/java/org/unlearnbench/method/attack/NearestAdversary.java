package org.unlearnbench.method.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * Looks for the closest image that a network gets wrong: projected gradient ascent in the Euclidean
 * norm that stops at the first wrong answer, and in a ball twice as large whenever the steps are
 * used up. The network is in eval mode and does not change.
 */
public final class NearestAdversary {
  private static final double STEP_SHARE = 0.1;

  private final Task task;
  private final TaskLoss loss;
  private final double epsilon;
  private final int steps;

  /**
   * An image the network gets wrong.
   *
   * @param index of the image in its batch
   * @param pixels in [0, 1]
   * @param distance Euclidean, from the image it started at
   * @param label the network's own answer: a class, or one bit per attribute
   */
  public record Found(int index, float[] pixels, double distance, int... label) {}

  /**
   * @param epsilon radius of the first ball, above 0; a step is a tenth of the radius
   * @param steps steps before the radius doubles, at least 1
   */
  public NearestAdversary(Task task, double epsilon, int steps) {
    this.task = task;
    this.loss = TaskLoss.of(task);
    this.epsilon = epsilon;
    this.steps = steps;
  }

  /**
   * What was found for the images of a batch, in their order. An image that is wrong from the
   * beginning is found as it is; one that stays right in every ball is left out.
   */
  public List<Found> find(Network network, Batch clean) {
    Found[] found = new Found[clean.size()];
    Ascent ascent = new Ascent(clean);
    int[] open = IntStream.range(0, clean.size()).toArray();
    // No two images are farther apart than the diagonal of the cube of all images.
    double diagonal = Math.sqrt(clean.pixels().length / (double) clean.size());
    for (double radius = epsilon; radius <= 2 * diagonal && open.length > 0; radius *= 2) {
      for (int step = 0; step < steps && open.length > 0; step++) {
        open = climb(network, ascent, found, open, (float) radius);
      }
    }
    if (open.length > 0) {
      Batch last = ascent.images(open);
      note(network.forward(last, Mode.EVAL), last, ascent, found, open);
    }
    return Arrays.stream(found).filter(Objects::nonNull).toList();
  }

  /** Notes the wrong ones among the open images, moves the others a step and returns them. */
  private int[] climb(Network network, Ascent ascent, Found[] found, int[] open, float radius) {
    Batch now = ascent.images(open);
    float[][] logits = network.forward(now, Mode.EVAL);
    note(logits, now, ascent, found, open);
    int[] still = Arrays.stream(open).filter(i -> found[i] == null).toArray();
    if (still.length > 0) {
      network.backward(loss.of(logits, now.labels()).gradient(), Want.INPUT);
      float[] gradient = ascent.placed(network.inputGradient(), open);
      for (int image : still) {
        ascent.change(
            image,
            (delta, begin, end) -> {
              Norm.L2.step(delta, begin, end, gradient, (float) (STEP_SHARE * radius));
              Norm.L2.project(delta, begin, end, radius);
            });
      }
    }
    return still;
  }

  private void note(float[][] logits, Batch now, Ascent ascent, Found[] found, int... open) {
    int length = now.pixels().length / now.size();
    for (int i = 0; i < open.length; i++) {
      int[] answer = answer(logits[i]);
      if (!Arrays.equals(answer, now.labels()[i])) {
        float[] pixels = Arrays.copyOfRange(now.pixels(), i * length, (i + 1) * length);
        found[open[i]] = new Found(open[i], pixels, ascent.length(open[i]), answer);
      }
    }
  }

  private int[] answer(float... logits) {
    if (task.isMultiLabel()) {
      int[] bits = new int[logits.length];
      Arrays.setAll(bits, k -> logits[k] > 0 ? 1 : 0);
      return bits;
    }
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return new int[] {best};
  }
}
