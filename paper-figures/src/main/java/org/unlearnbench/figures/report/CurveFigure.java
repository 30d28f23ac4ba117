package org.unlearnbench.figures.report;

import org.unlearnbench.figures.series.AnytimeCurves;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.table.Numbers;

/** The score while methods work. */
final class CurveFigure {
  private CurveFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, AnytimeCurves curves, MethodStyles styles) {
    FigureBlock.write(
        html,
        data.label(),
        curves.column().title() + " while unlearning",
        "A mark per epoch, means over seeds; the clock stands still while a model is scored.",
        out -> draw(out, data, curves, styles),
        curves.data(data));
  }

  private static void draw(
      HtmlWriter html, DataSetStudy data, AnytimeCurves curves, MethodStyles styles) {
    String score = curves.column().title();
    SvgPlot plot =
        new SvgPlot(html, score + " over time on " + data.label(), 400, 320, 56, 10, 12, 46);
    plot.axes(curves.seconds(), curves.score());
    plot.xTicks(Tick.linear(curves.seconds(), 6), true);
    plot.yTicks(Tick.linear(curves.score(), 6), true);
    plot.frame();
    plot.xTitle("Unlearning time in seconds");
    plot.yTitle(curves.column().heading());
    for (AnytimeCurves.Curve curve : curves.curves()) {
      StringBuilder path = new StringBuilder();
      for (AnytimeCurves.Point point : curve.points()) {
        path.append(path.isEmpty() ? "M" : "L");
        path.append(SvgPlot.number(plot.px(point.seconds()))).append(' ');
        path.append(SvgPlot.number(plot.py(point.score())));
      }
      plot.path(path, "curve " + styles.classOf(curve.method()));
    }
    for (AnytimeCurves.Curve curve : curves.curves()) {
      for (AnytimeCurves.Point point : curve.points()) {
        String tip =
            curve.method().title()
                + ", epoch "
                + Numbers.rounded(point.epoch(), "").replaceAll("\\.0+$", "")
                + ": "
                + score
                + " "
                + Numbers.rounded(point.score(), "");
        plot.mark(
            styles.mark(curve.method()),
            point.seconds(),
            point.score(),
            styles.classOf(curve.method()),
            tip);
      }
    }
    plot.close();
  }
}
