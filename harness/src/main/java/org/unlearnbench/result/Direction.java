package org.unlearnbench.result;

/** Which way a metric is better, for marking the best in a table. */
public enum Direction {
  HIGHER,
  LOWER,
  /** Neither: a value to be read beside Retrained's. */
  NONE
}
