package org.unlearnbench.nn.graph;

import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;

/** What the pass under way is for: DL4J's vertex calls have no room to say it. */
final class Pass {
  private Mode mode = Mode.EVAL;
  private Want want = Want.BOTH;

  Mode mode() {
    return mode;
  }

  void forward(Mode mode) {
    this.mode = mode;
  }

  void backward(Want want) {
    this.want = want;
  }

  boolean wantsParameters() {
    return want != Want.INPUT;
  }

  boolean wantsInput() {
    return want != Want.PARAMETERS;
  }
}
