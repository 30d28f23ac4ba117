package org.unlearnbench.figures.chart;

import java.awt.Graphics2D;

/** Something that can be painted and saved in every format. */
interface Figure {

  /** Width in units; text is sized for {@link ChartFrame#WIDTH} units a column. */
  int width();

  int height();

  /** What a screen reader says. */
  String title();

  /** Paints the whole figure, its ground included. */
  void paint(Graphics2D graphics);
}
