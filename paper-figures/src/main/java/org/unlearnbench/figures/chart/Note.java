package org.unlearnbench.figures.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** A text at a point of the plot. */
final class Note extends Annotation {
  private final String text;
  private final Font font;
  private final double x;
  private final double y;
  private final double anchor;
  private final int dx;
  private final int dy;

  /**
   * @param x on the x axis
   * @param y on the y axis
   * @param anchor see {@link Text#paint}
   * @param dx further to the right, in units of the chart
   * @param dy further down, in units of the chart
   */
  Note(String text, Font font, double x, double y, double anchor, int dx, int dy) {
    super(false);
    this.text = text;
    this.font = font;
    this.x = x;
    this.y = y;
    this.anchor = anchor;
    this.dx = dx;
    this.dy = dy;
  }

  @Override
  public void paint(Graphics2D g) {
    int left = getXAxisScreenValue(x) + dx;
    Color color = ChartFrame.SOFT;
    Text.paint(g, text, font, color, left, getYAxisScreenValue(y) + dy, anchor, true);
  }
}
