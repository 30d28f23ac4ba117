package org.unlearnbench.figures.report;

import org.unlearnbench.figures.series.Plane;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.table.Numbers;

/** The accuracy-MIA plane with its lines of equal NoMUS. */
final class PlaneFigure {
  private static final String EXPLANATION =
      "Right of the upright line the attack still tells forget images from unseen ones; left of it"
          + " they look less known than unseen ones. Up is better. Dashed: equal NoMUS. Bars:"
          + " 95 % intervals.";

  /** Keeps labels of lines off the axes' labels. */
  private static final double INSET = 0.05;

  private PlaneFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, Plane plane, MethodStyles styles) {
    FigureBlock.write(
        html,
        data.label(),
        "Utility against forgetting",
        EXPLANATION,
        out -> draw(out, data, plane, styles),
        plane.data(data));
  }

  private static void draw(HtmlWriter html, DataSetStudy data, Plane plane, MethodStyles styles) {
    String description =
        "Scatter plot of test accuracy against membership attack accuracy on " + data.label();
    SvgPlot plot = new SvgPlot(html, description, 400, 320, 56, 10, 12, 46);
    plot.axes(plane.x(), plane.y());
    plot.xTicks(Tick.linear(plane.x(), 6), false);
    plot.yTicks(Tick.linear(plane.y(), 6), false);
    for (Plane.IsoLine line : plane.lines()) {
      plot.segment(line.x1(), line.y1(), line.x2(), line.y2(), "guide dashed");
    }
    plot.segment(Plane.CHANCE, plane.y().low(), Plane.CHANCE, plane.y().high(), "ideal");
    for (Plane.IsoLine line : plane.lines()) {
      String label = Numbers.rounded(line.level(), "").replaceAll("0{1,2}$", "");
      line.label(plane, INSET)
          .ifPresent(
              at -> plot.text(label, plot.px(at.x()), plot.py(at.y()) + 4, "middle", "note"));
    }

    plot.frame();
    plot.xTitle("Accuracy M of the membership attack");
    plot.yTitle("Test accuracy");
    for (Plane.Point point : plane.points()) {
      String style = "whisker " + styles.classOf(point.method());
      double x = point.mia().mean();
      double y = point.accuracy().mean();
      if (point.mia().hasInterval()) {
        Estimate mia = point.mia();
        plot.segment(plane.x().clamp(mia.low()), y, plane.x().clamp(mia.high()), y, style);
      }
      if (point.accuracy().hasInterval()) {
        Estimate accuracy = point.accuracy();
        double low = plane.y().clamp(accuracy.low());
        plot.segment(x, low, x, plane.y().clamp(accuracy.high()), style);
      }
    }
    for (Plane.Point point : plane.points()) {
      String tip =
          point.method().title()
              + ": test accuracy "
              + Numbers.withInterval(point.accuracy(), "")
              + ", M "
              + Numbers.withInterval(point.mia(), "");
      plot.mark(
          styles.mark(point.method()),
          point.mia().mean(),
          point.accuracy().mean(),
          styles.classOf(point.method()),
          tip);
    }
    plot.close();
  }
}
