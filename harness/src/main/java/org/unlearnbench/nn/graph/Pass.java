package org.unlearnbench.nn.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.LayerHook;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;

/** What the pass under way is for: DL4J's vertex calls have no room to say it. */
public final class Pass {
  private final Kernels kernels;
  private Mode mode = Mode.EVAL;
  private Want want = Want.BOTH;
  private BitSet lost = new BitSet();

  /** What looks at a layer, by the layer's name. */
  private final Map<String, List<Watch>> watches = new HashMap<>();

  /**
   * Something that looks at a layer.
   *
   * @param name what it calls the layer
   */
  record Watch(String name, LayerHook hook) {}

  Pass(Kernels kernels) {
    this.kernels = kernels;
  }

  /** The backend of the network. */
  public Kernels kernels() {
    return kernels;
  }

  public Mode mode() {
    return mode;
  }

  void forward(Mode mode) {
    this.mode = mode;
    lost = new BitSet();
  }

  /**
   * Says that the network's result for an image is NaN, whatever comes out at its end: an operator
   * met NaN and its rectifier, which is max(0, .), makes 0 of it, where PyTorch's keeps it.
   */
  public void lose(int image) {
    lost.set(image);
  }

  void add(String layer, Watch watch) {
    watches.computeIfAbsent(layer, key -> new ArrayList<>()).add(watch);
  }

  void remove(String layer, Watch watch) {
    watches.getOrDefault(layer, new ArrayList<>()).removeIf(known -> known == watch);
  }

  /** Shows a layer's result to who looks at it. */
  void computed(String layer, ActivationShape shape, INDArray result) {
    for (Watch watch : watches.getOrDefault(layer, List.of())) {
      watch.hook.forward(watch.name, plain(shape, result));
    }
  }

  /** Shows the gradient with respect to a layer's result to who looks at it. */
  void differentiated(String layer, ActivationShape shape, INDArray gradient) {
    for (Watch watch : watches.getOrDefault(layer, List.of())) {
      watch.hook.backward(watch.name, plain(shape, gradient));
    }
  }

  /** A copy in row-major order. */
  private LayerHook.Activation plain(ActivationShape shape, INDArray array) {
    int n = (int) array.size(0);
    int channels = shape.channels();
    int pixels = shape.size() * shape.size();
    int block = kernels.interleaved(shape.withBatch(n));
    float[] memory = Floats.copyOf(array);
    float[] values = new float[memory.length];
    for (int k = 0; k < n * channels; k++) {
      int first = (k - k % block) * pixels + k % block;
      for (int p = 0; p < pixels; p++) {
        values[k * pixels + p] = memory[first + p * block];
      }
    }
    return new LayerHook.Activation(n, channels, shape.size(), values);
  }

  BitSet lost() {
    return lost;
  }

  void backward(Want want) {
    this.want = want;
  }

  public boolean wantsParameters() {
    return want != Want.INPUT;
  }

  public boolean wantsInput() {
    return want != Want.PARAMETERS;
  }
}
