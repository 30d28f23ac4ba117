package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.series.TimeFront;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.table.Numbers;

/** Score against unlearning time, the Pareto front marked. */
final class TimeFigure {
  private TimeFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, TimeFront front, MethodStyles styles) {
    FigureBlock.write(
        html,
        data.label(),
        "Cost of forgetting",
        "Up and left is better. The grey steps are the Pareto front: no method is as fast and"
            + " scores better."
            + (front.original().isPresent() ? " Dashed: Original, which costs nothing." : ""),
        out -> draw(out, data, front, styles),
        front.data(data));
  }

  private static void draw(
      HtmlWriter html, DataSetStudy data, TimeFront front, MethodStyles styles) {
    String score = front.column().title();
    String description = score + " against unlearning time on " + data.label();
    SvgPlot plot = new SvgPlot(html, description, 400, 320, 56, 10, 12, 46);
    Range seconds =
        new Range(Math.log10(front.seconds().low()), Math.log10(front.seconds().high()));
    plot.axes(seconds, front.score());
    plot.xTicks(Tick.logarithmic(seconds, 9), true);
    plot.yTicks(Tick.linear(front.score(), 6), true);
    front
        .original()
        .ifPresent(
            original ->
                plot.segment(
                    seconds.low(),
                    original.mean(),
                    seconds.high(),
                    original.mean(),
                    "ideal dashed"));
    steps(plot, front.front());
    plot.frame();
    plot.xTitle("Unlearning time in seconds (logarithmic)");
    plot.yTitle(front.column().heading());
    for (TimeFront.Point point : front.points()) {
      double x = Math.log10(point.seconds().mean());
      Estimate value = point.score();
      if (value.hasInterval()) {
        String style = "whisker " + styles.classOf(point.method());
        double low = front.score().clamp(value.low());
        plot.segment(x, low, x, front.score().clamp(value.high()), style);
      }
    }
    for (TimeFront.Point point : front.points()) {
      String tip =
          point.method().title()
              + ": "
              + score
              + " "
              + Numbers.withInterval(point.score(), front.column().unit())
              + ", "
              + Numbers.withInterval(point.seconds(), "s")
              + " s"
              + (point.onFront() ? ", on the Pareto front" : "");
      plot.mark(
          styles.mark(point.method()),
          Math.log10(point.seconds().mean()),
          point.score().mean(),
          styles.classOf(point.method()),
          tip);
    }
    plot.close();
  }

  private static void steps(SvgPlot plot, List<TimeFront.Point> front) {
    StringBuilder path = new StringBuilder();
    for (TimeFront.Point point : front) {
      String x = SvgPlot.number(plot.px(Math.log10(point.seconds().mean())));
      String y = SvgPlot.number(plot.py(point.score().mean()));
      path.append(path.isEmpty() ? "M" + x + " " + y : "H" + x + "V" + y);
    }
    plot.path(path, "front");
  }
}
