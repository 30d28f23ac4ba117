package org.unlearnbench.figures.figure;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Shape of a method's points: tells methods apart where colour does not. */
public enum Mark {
  CIRCLE,
  SQUARE(0.88, 1, 1, 1, -1, -1, -1, -1, 1),
  TRIANGLE_UP(1.15, 0, -1, 1, 0.8, -1, 0.8),
  DIAMOND(1.2, 0, 1, 1, 0, 0, -1, -1, 0),
  TRIANGLE_DOWN(1.15, 0, 1, 1, -0.8, -1, -0.8),
  CROSS(
      1, 0.5, 1, 0, 0.5, -0.5, 1, -1, 0.5, -0.5, 0, -1, -0.5, -0.5, -1, 0, -0.5, 0.5, -1, 1, -0.5,
      0.5, 0, 1, 0.5),
  PLUS(
      1.15, 0.35, 1, 0.35, 0.35, 1, 0.35, 1, -0.35, 0.35, -0.35, 0.35, -1, -0.35, -1, -0.35, -0.35,
      -1, -0.35, -1, 0.35, -0.35, 0.35, -0.35, 1);

  /** How much larger than a circle's radius, so that all look equally large. */
  private final double radius;

  /** x and y in turn; none for a circle. */
  private final double[] corners;

  Mark() {
    this(1);
  }

  Mark(double radius, double... corners) {
    this.radius = radius;
    this.corners = corners;
  }

  /**
   * The mark around a point.
   *
   * @param size diameter of a circle that looks as large
   */
  public Shape at(double x, double y, double size) {
    double r = radius * size / 2;
    if (corners.length == 0) {
      return new Ellipse2D.Double(x - r, y - r, size, size);
    }
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
