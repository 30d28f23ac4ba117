package org.unlearnbench.nn.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.onednn.OneDnn.Slot;

/**
 * One convolution's weights in the layouts that primitives want. Primitives of all batch sizes
 * share them: a copy for each size would be more than the network where a method uses many sizes.
 */
final class PackedWeights {
  private final OneDnn oneDnn;
  private final memory.desc plain;
  private final List<Copy> copies = new ArrayList<>();
  private final List<Gradient> gradients = new ArrayList<>();

  /**
   * @param plain layout of the weights and of their gradient elsewhere
   */
  PackedWeights(OneDnn oneDnn, memory.desc plain) {
    this.oneDnn = oneDnn;
    this.plain = plain;
  }

  /** Copies must be made again before their next use. */
  void changed() {
    copies.forEach(copy -> copy.stale = true);
  }

  /** The weights in that layout. */
  Copy in(memory.desc layout) {
    return copies.stream()
        .filter(copy -> copy.layout.equals(layout))
        .findFirst()
        .orElseGet(
            () -> {
              Copy copy = new Copy(layout);
              copies.add(copy);
              return copy;
            });
  }

  /** Room for a gradient of the weights in that layout; good until the next pass. */
  Gradient gradientIn(memory.desc layout) {
    return gradients.stream()
        .filter(gradient -> gradient.layout.equals(layout))
        .findFirst()
        .orElseGet(
            () -> {
              Gradient gradient = new Gradient(layout);
              gradients.add(gradient);
              return gradient;
            });
  }

  /** Weights in the layout a primitive wants, refreshed when stale. */
  final class Copy {
    private final memory.desc layout;
    private final Slot source = oneDnn.slot(plain);
    private final Slot packed;
    private final OneDnn.Step pack;
    private boolean stale = true;

    private Copy(memory.desc layout) {
      this.layout = layout;
      packed = oneDnn.owned(layout);
      pack = oneDnn.copy(source, packed);
    }

    memory memory() {
      return packed.memory();
    }

    void refresh(INDArray weights) {
      if (stale) {
        source.bind(weights);
        pack.run();
        stale = false;
      }
    }
  }

  /** A gradient in the layout a primitive writes, and the way out of it. */
  final class Gradient {
    private final memory.desc layout;
    private final Slot packed;
    private final Slot target = oneDnn.slot(plain);
    private final OneDnn.Step unpack;

    private Gradient(memory.desc layout) {
      this.layout = layout;
      packed = oneDnn.owned(layout);
      unpack = oneDnn.copy(packed, target);
    }

    memory memory() {
      return packed.memory();
    }

    void copyTo(INDArray result) {
      target.bind(result);
      unpack.run();
    }
  }
}
