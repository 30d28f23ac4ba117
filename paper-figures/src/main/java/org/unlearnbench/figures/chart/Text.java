package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Text painted as outlines, so that vector files need no fonts. */
final class Text {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private Text() {}

  /**
   * Paints {@code text}.
   *
   * @param x where it is anchored, in units of the chart
   * @param y middle of its capital letters
   * @param anchor 0 for its left end, 0.5 for its middle, 1 for its right end at {@code x}
   * @param halo whether a white rim keeps what is behind it off
   */
  static void paint(
      Graphics2D g,
      String text,
      Font font,
      Color color,
      double x,
      double y,
      double anchor,
      boolean halo) {
    if (text.isBlank()) {
      return;
    }
    TextLayout layout = new TextLayout(text, font, EXACT);
    Rectangle2D capital = new TextLayout("H", font, EXACT).getBounds();
    double left = x - anchor * layout.getAdvance();
    AffineTransform move = AffineTransform.getTranslateInstance(left, y + capital.getHeight() / 2);
    Shape outline = layout.getOutline(move);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    if (halo) {
      g.setColor(Color.WHITE);
      g.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(outline);
    }
    g.setColor(color);
    g.fill(outline);
  }
}
