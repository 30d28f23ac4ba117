package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;
import org.unlearnbench.figures.palette.Mark;

/** The marks of {@link Mark} for XChart, with a thin white edge that keeps neighbours apart. */
final class Marks {
  private Marks() {}

  static Marker of(Mark mark) {
    return new Shaped(mark);
  }

  private static final class Shaped extends Marker {
    private final Mark mark;

    Shaped(Mark mark) {
      this.mark = mark;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      Shape shape = shape(mark, x, y, size);
      Color color = g.getColor();
      g.setStroke(new BasicStroke(1.6f));
      g.setColor(Color.WHITE);
      g.draw(shape);
      g.setColor(color);
      g.fill(shape);
    }
  }

  private static Shape shape(Mark mark, double x, double y, double size) {
    double r = size / 2;
    return switch (mark) {
      case CIRCLE -> new Ellipse2D.Double(x - r, y - r, size, size);
      case SQUARE -> polygon(x, y, 0.88 * r, 1, 1, 1, -1, -1, -1, -1, 1);
      case DIAMOND -> polygon(x, y, 1.2 * r, 0, 1, 1, 0, 0, -1, -1, 0);
      case TRIANGLE_UP -> polygon(x, y, 1.15 * r, 0, -1, 1, 0.8, -1, 0.8);
      case TRIANGLE_DOWN -> polygon(x, y, 1.15 * r, 0, 1, 1, -0.8, -1, -0.8);
      case PLUS ->
          polygon(
              x, y, 1.15 * r, 0.35, 1, 0.35, 0.35, 1, 0.35, 1, -0.35, 0.35, -0.35, 0.35, -1, -0.35,
              -1, -0.35, -0.35, -1, -0.35, -1, 0.35, -0.35, 0.35, -0.35, 1);
      case CROSS ->
          polygon(
              x, y, r, 0.5, 1, 0, 0.5, -0.5, 1, -1, 0.5, -0.5, 0, -1, -0.5, -0.5, -1, 0, -0.5, 0.5,
              -1, 1, -0.5, 0.5, 0, 1, 0.5);
    };
  }

  private static Shape polygon(double x, double y, double r, double... corners) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners.length; i += 2) {
      double px = x + r * corners[i];
      double py = y + r * corners[i + 1];
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    return path;
  }
}
