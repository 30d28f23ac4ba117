package org.unlearnbench.figures.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.unlearnbench.figures.series.Tick;

/**
 * The axes' lines, ticks and labels. XChart's own leave out the ends of an axis and cannot name its
 * places.
 */
final class AxisLabels extends Annotation {
  private static final int TICK = 4;
  private static final int GAP = 4;

  private final List<Tick> x;
  private final List<Tick> y;
  private final Font font;

  AxisLabels(List<Tick> x, List<Tick> y, Font font) {
    super(false);
    this.x = x;
    this.y = y;
    this.font = font;
  }

  @Override
  public void paint(Graphics2D g) {
    int left = getXAxisScreenValueForMin();
    int right = getXAxisScreenValueForMax();
    int top = getYAxisScreenValueForMin();
    int bottom = getYAxisScreenValueForMax();
    g.setStroke(ChartFrame.solid(1));
    line(g, left, bottom, right, bottom);
    line(g, left, top, left, bottom);
    for (Tick tick : x) {
      int at = getXAxisScreenValue(tick.at());
      line(g, at, bottom, at, bottom + TICK);
      label(g, tick, at, bottom + TICK + GAP + 6, 0.5);
    }
    for (Tick tick : y) {
      int at = getYAxisScreenValue(tick.at());
      line(g, left - TICK, at, left, at);
      label(g, tick, left - TICK - GAP, at, 1);
    }
  }

  private void label(Graphics2D g, Tick tick, double atX, double atY, double anchor) {
    Text.paint(g, tick.label(), font, ChartFrame.INK, atX, atY, anchor, false);
  }

  private static void line(Graphics2D g, int x1, int y1, int x2, int y2) {
    g.setColor(new Color(0x8A8A8A));
    g.setStroke(ChartFrame.solid(1));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }
}
