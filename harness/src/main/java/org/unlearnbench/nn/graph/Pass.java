package org.unlearnbench.nn.graph;

import java.util.BitSet;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.kernel.Kernels;

/** What the pass under way is for: DL4J's vertex calls have no room to say it. */
public final class Pass {
  private final Kernels kernels;
  private Mode mode = Mode.EVAL;
  private Want want = Want.BOTH;
  private BitSet lost = new BitSet();

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
