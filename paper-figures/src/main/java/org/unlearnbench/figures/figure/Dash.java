package org.unlearnbench.figures.figure;

/** How a line is broken: tells curves apart where colours repeat. */
public enum Dash {
  SOLID,
  DASHED(6, 4),
  DOTTED(1.8f, 2.6f),
  DASH_DOT(7, 2.6f, 1.8f, 2.6f);

  private final float[] lengths;

  Dash(float... lengths) {
    this.lengths = lengths;
  }

  /** Lengths of lines and gaps in turn, null for none. */
  float[] lengths(float scale) {
    float[] scaled = lengths.length == 0 ? null : lengths.clone();
    for (int i = 0; i < lengths.length; i++) {
      scaled[i] *= scale;
    }
    return scaled;
  }
}
