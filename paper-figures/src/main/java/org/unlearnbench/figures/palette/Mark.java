package org.unlearnbench.figures.palette;

/** Shape of a method's points: tells methods apart where colour does not. */
public enum Mark {
  CIRCLE,
  SQUARE,
  TRIANGLE_UP,
  DIAMOND,
  TRIANGLE_DOWN,
  CROSS,
  PLUS
}
