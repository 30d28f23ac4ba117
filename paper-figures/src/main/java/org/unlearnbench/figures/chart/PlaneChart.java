package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unlearnbench.figures.palette.MethodStyle;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.Plane;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.table.Numbers;

/** Draws {@link Plane}: the nearer to M = 0.5 and the higher, the better. */
final class PlaneChart {
  private static final int HEIGHT = 360;
  private static final int LEGEND = 110;
  private static final BasicStroke DASHES = ChartFrame.dashed(0.9f);
  private static final BasicStroke IDEAL = ChartFrame.solid(1.2f);

  /** Keeps labels of lines off the frame. */
  private static final double INSET = 0.05;

  private PlaneChart() {}

  static ChartFrame draw(Fonts fonts, String dataset, Plane plane, Palette palette) {
    ChartFrame frame =
        new ChartFrame(
            fonts,
            ChartFrame.height(HEIGHT, plane.points().size() + 2),
            "Utility against forgetting on " + dataset,
            "Accuracy M of the membership attack",
            "Test accuracy");
    List<Tick> xTicks = Tick.linear(plane.x(), 7);
    frame.axes(plane.x(), xTicks, false, plane.y(), Tick.linear(plane.y(), 7), false);
    isoLines(frame, plane);
    frame.line(
        Plane.CHANCE, plane.y().low(), Plane.CHANCE, plane.y().high(), ChartFrame.SOFT, IDEAL);
    Set<String> names = new HashSet<>();
    for (Plane.Point point : plane.points()) {
      Color color = palette.of(point.method()).onLight();
      interval(frame, point.mia(), point.accuracy().mean(), true, color);
      interval(frame, point.accuracy(), point.mia().mean(), false, color);
    }
    for (Plane.Point point : plane.points()) {
      MethodStyle style = palette.of(point.method());
      String name = Fonts.fit(point.method().title(), fonts.regular(ChartFrame.SMALL), LEGEND);
      while (!names.add(name)) {
        name += " ";
      }
      frame.point(
          name,
          point.mia().mean(),
          point.accuracy().mean(),
          style.onLight(),
          Marks.of(style.mark()));
    }
    frame.legendLine("equal NoMUS", ChartFrame.GUIDE, DASHES);
    frame.legendLine("M = 0.5, ideal", ChartFrame.SOFT, IDEAL);
    return frame;
  }

  private static void isoLines(ChartFrame frame, Plane plane) {
    for (Plane.IsoLine line : plane.lines()) {
      frame.line(line.x1(), line.y1(), line.x2(), line.y2(), ChartFrame.GUIDE, DASHES);
      // One label per level: the right-hand branch's.
      if (line.x2() > line.x1()) {
        line.label(plane, INSET)
            .ifPresent(at -> frame.note(label(line.level()), at.x(), at.y(), 0.5, 0, 0));
      }
    }
  }

  private static String label(double level) {
    return Numbers.rounded(level, "").replaceAll("0{1,2}$", "");
  }

  private static void interval(
      ChartFrame frame, Estimate estimate, double at, boolean horizontal, Color color) {
    if (!estimate.hasInterval()) {
      return;
    }
    if (horizontal) {
      frame.line(estimate.low(), at, estimate.high(), at, color, ChartFrame.solid(1.2f));
    } else {
      frame.line(at, estimate.low(), at, estimate.high(), color, ChartFrame.solid(1.2f));
    }
  }
}
