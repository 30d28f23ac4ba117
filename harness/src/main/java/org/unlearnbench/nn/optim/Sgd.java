package org.unlearnbench.nn.optim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * {@code torch.optim.SGD}: g += weightDecay * p; v = momentum * v + g; p -= lr * v. DL4J's {@code
 * Nesterovs} differs in both formula and place of the learning rate. All trainable parameters take
 * part, BatchNorm's included; running statistics never do.
 */
public final class Sgd implements Optimizer {
  private final float momentum;
  private final float weightDecay;
  private final UpdateMask mask;
  private final float[] velocity;
  private final List<Range> trainable;

  private record Range(int begin, int end) {}

  /** An optimiser that moves every trainable parameter. */
  public Sgd(ParameterLayout layout, double momentum, double weightDecay) {
    this(layout, momentum, weightDecay, null);
  }

  /**
   * @param mask scales gradients and freezes parameters; null moves all
   */
  public Sgd(ParameterLayout layout, double momentum, double weightDecay, UpdateMask mask) {
    if (mask != null && mask.length() != layout.length()) {
      throw new IllegalArgumentException(
          "a mask of " + mask.length() + " for " + layout.length() + " parameters");
    }
    this.momentum = (float) momentum;
    this.weightDecay = (float) weightDecay;
    this.mask = mask;
    this.velocity = momentum == 0 ? null : new float[layout.length()];
    this.trainable = trainableRanges(layout);
  }

  private static List<Range> trainableRanges(ParameterLayout layout) {
    List<Range> ranges = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      if (!tensor.role().trainable()) {
        continue;
      }
      int begin = tensor.offset();
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).end == begin) {
        begin = ranges.remove(last).begin;
      }
      ranges.add(new Range(begin, tensor.offset() + tensor.length()));
    }
    return ranges;
  }

  @Override
  public void step(Network network, double lr) {
    float rate = (float) lr;
    network.update(
        (offset, length, parameters, gradient) -> {
          for (Range range : trainable) {
            int begin = Math.max(range.begin, offset) - offset;
            int end = Math.min(range.end, offset + length) - offset;
            if (begin < end) {
              step(offset, begin, end, parameters, gradient, rate);
            }
          }
        });
  }

  private void step(int offset, int begin, int end, float[] p, float[] g, float rate) {
    if (mask != null) {
      masked(offset, begin, end, p, g, rate);
    } else if (velocity == null) {
      for (int i = begin; i < end; i++) {
        p[i] -= rate * (g[i] + weightDecay * p[i]);
      }
    } else {
      for (int i = begin; i < end; i++) {
        float v = momentum * velocity[offset + i] + (g[i] + weightDecay * p[i]);
        velocity[offset + i] = v;
        p[i] -= rate * v;
      }
    }
  }

  private void masked(int offset, int begin, int end, float[] p, float[] g, float rate) {
    for (int i = begin; i < end; i++) {
      float factor = mask.factor(offset + i);
      if (factor == 0) {
        continue;
      }
      float v = factor * g[i] + weightDecay * p[i];
      if (velocity != null) {
        v += momentum * velocity[offset + i];
        velocity[offset + i] = v;
      }
      p[i] -= rate * v;
    }
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    if (velocity != null) {
      out.floats(velocity);
    }
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    if (velocity != null) {
      in.fill(velocity);
    }
  }
}
