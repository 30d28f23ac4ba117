package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.series.TimeBars;
import org.unlearnbench.figures.study.DataSetStudy;

/** Bars of the time that each phase of a cell takes. */
final class TimeBarsFigure {
  private static final int ROW = 24;

  private TimeBarsFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, TimeBars bars) {
    PhaseNames names = new PhaseNames(bars.phases());
    FigureBlock.write(
        html,
        data.label(),
        "Seconds of a cell, phase by phase",
        "Means over seeds. A phase whose parts are told apart is shown by them; Unlearning alone is"
            + " then the rest of it.",
        out -> draw(out, data, bars, names),
        bars.data(data));
  }

  private static void draw(HtmlWriter html, DataSetStudy data, TimeBars bars, PhaseNames names) {
    html.open("ul", "class", "key");
    for (String phase : bars.phases()) {
      html.open("li").element("span", "", "class", "swatch " + names.style(phase));
      html.text(PhaseNames.title(phase)).close();
    }
    html.close();
    List<TimeBars.Bar> rows = bars.bars();
    String description = "Bars of seconds per phase and method on " + data.label();
    SvgPlot plot = new SvgPlot(html, description, 400, 62 + ROW * rows.size(), 132, 8, 62, 46);
    plot.axes(bars.seconds(), new Range(-rows.size() + 0.5, 0.5));
    plot.xTicks(Tick.linear(bars.seconds(), 5), true);
    for (int i = 0; i < rows.size(); i++) {
      double y = plot.py(-i);
      TimeBars.Bar bar = rows.get(i);
      String name = SvgPlot.shortened(bar.method().title());
      plot.text(name, plot.px(0) - 7, y + 4, "end", "tick");
      double from = 0;
      for (String phase : bars.phases()) {
        double seconds = bar.segments().getOrDefault(phase, 0.0);
        if (seconds > 0) {
          String tip = bar.method().title() + ", " + PhaseNames.title(phase) + ": ";
          plot.rectangle(
              plot.px(from),
              y - 7,
              plot.px(from + seconds),
              y + 7,
              "segment " + names.style(phase),
              tip + Phrases.seconds(seconds));
          from += seconds;
        }
      }
      plot.text(Phrases.seconds(from), plot.px(from) + 6, y + 4, "start", "tick");
    }
    plot.frame();
    plot.xTitle("Seconds");
    plot.close();
  }
}
