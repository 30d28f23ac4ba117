package org.unlearnbench.figures.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** The title of a figure, at its upper left. */
final class Caption extends Annotation {
  private final String text;
  private final Font font;

  Caption(String text, Font font) {
    super(true);
    this.text = text;
    this.font = font;
  }

  @Override
  public void paint(Graphics2D g) {
    Text.paint(g, text, font, ChartFrame.INK, 12, 19, 0, false);
  }
}
