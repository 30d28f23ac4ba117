package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unlearnbench.figures.palette.MethodStyle;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.series.TimeFront;
import org.unlearnbench.figures.study.Estimate;

/** Draws {@link TimeFront}: the farther to the upper left, the better. */
final class TimeChart {
  private static final int HEIGHT = 340;
  private static final int LEGEND = 110;
  private static final BasicStroke FRONT = ChartFrame.solid(2.2f);
  private static final BasicStroke ORIGINAL = ChartFrame.dashed(1.1f);

  private TimeChart() {}

  static ChartFrame draw(Fonts fonts, String dataset, TimeFront data, Palette palette) {
    ChartFrame frame =
        new ChartFrame(
            fonts,
            ChartFrame.height(HEIGHT, data.points().size() + 2),
            "Cost of forgetting on " + dataset,
            "Unlearning time in seconds (logarithmic)",
            data.column().heading());
    Range seconds = new Range(Math.log10(data.seconds().low()), Math.log10(data.seconds().high()));
    List<Tick> xTicks = Tick.logarithmic(seconds, 9);
    frame.axes(seconds, xTicks, true, data.score(), Tick.linear(data.score(), 7), true);
    if (data.original().isPresent()) {
      double y = data.original().get().mean();
      frame.line(seconds.low(), y, seconds.high(), y, ChartFrame.SOFT, ORIGINAL);
    }
    front(frame, data.front());
    Set<String> names = new HashSet<>();
    for (TimeFront.Point point : data.points()) {
      Estimate score = point.score();
      Color color = palette.of(point.method()).onLight();
      double x = Math.log10(point.seconds().mean());
      if (score.hasInterval()) {
        frame.line(x, score.low(), x, score.high(), color, ChartFrame.solid(1.2f));
      }
    }
    for (TimeFront.Point point : data.points()) {
      MethodStyle style = palette.of(point.method());
      String name = Fonts.fit(point.method().title(), fonts.regular(ChartFrame.SMALL), LEGEND);
      while (!names.add(name)) {
        name += " ";
      }
      double x = Math.log10(point.seconds().mean());
      frame.point(name, x, point.score().mean(), style.onLight(), Marks.of(style.mark()));
    }
    frame.legendLine("Pareto front", ChartFrame.GUIDE, FRONT);
    if (data.original().isPresent()) {
      frame.legendLine("Original", ChartFrame.SOFT, ORIGINAL);
    }
    return frame;
  }

  /** The front as steps: what score is to be had for that time. */
  private static void front(ChartFrame frame, List<TimeFront.Point> front) {
    int n = front.size();
    if (n < 2) {
      return;
    }
    double[] x = new double[2 * n - 1];
    double[] y = new double[2 * n - 1];
    for (int i = 0; i < n; i++) {
      x[2 * i] = Math.log10(front.get(i).seconds().mean());
      y[2 * i] = front.get(i).score().mean();
      if (i + 1 < n) {
        x[2 * i + 1] = Math.log10(front.get(i + 1).seconds().mean());
        y[2 * i + 1] = y[2 * i];
      }
    }
    frame.polyline(x, y, ChartFrame.GUIDE, FRONT);
  }
}
