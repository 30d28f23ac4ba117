package org.unlearnbench.nn.graph;

import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.kernel.Kernels;

/** What the pass under way is for: DL4J's vertex calls have no room to say it. */
public final class Pass {
  private final Kernels kernels;
  private Mode mode = Mode.EVAL;
  private Want want = Want.BOTH;

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
