package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.ScoreBars;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.table.Numbers;

/** The ranking metric of every method with its interval, best on top. */
final class ScoreFigure {
  private static final int ROW = 26;

  private ScoreFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, ScoreBars bars, MethodStyles styles) {
    FigureBlock.write(
        html,
        data.label(),
        bars.column().title() + " with intervals",
        "Means over seeds; thin lines are 95 % intervals. Where they overlap, the order may be"
            + " chance; paired differences within a run judge better.",
        out -> draw(out, data, bars, styles),
        bars.data(data));
  }

  private static void draw(
      HtmlWriter html, DataSetStudy data, ScoreBars bars, MethodStyles styles) {
    List<ScoreBars.Bar> rows = bars.bars();
    String description = "Bars of " + bars.column().title() + " per method on " + data.label();
    SvgPlot plot = new SvgPlot(html, description, 400, 62 + ROW * rows.size(), 132, 8, 48, 46);
    plot.axes(bars.axis(), new Range(-rows.size() + 0.5, 0.5));
    plot.xTicks(Tick.linear(bars.axis(), 6), true);
    for (int i = 0; i < rows.size(); i++) {
      Estimate score = rows.get(i).score();
      double y = plot.py(-i);
      String name = SvgPlot.shortened(rows.get(i).method().title());
      plot.text(name, plot.px(bars.axis().low()) - 7, y + 4, "end", "tick");
      plot.rectangle(
          plot.px(0),
          y - 7,
          plot.px(score.mean()),
          y + 7,
          "bar " + styles.classOf(rows.get(i).method()));
      if (score.hasInterval()) {
        double low = plot.px(bars.axis().clamp(score.low()));
        double high = plot.px(bars.axis().clamp(score.high()));
        for (String style : new String[] {"interval halo", "interval"}) {
          plot.line(low, y, high, y, style);
          plot.line(low, y - 4, low, y + 4, style);
          plot.line(high, y - 4, high, y + 4, style);
        }
      }
      String value = Numbers.rounded(score.mean(), bars.column().unit());
      plot.text(value, plot.px(bars.axis().high()) + 8, y + 4, "start", "tick");
    }
    plot.frame();
    plot.xTitle(bars.column().heading());
    plot.close();
  }
}
