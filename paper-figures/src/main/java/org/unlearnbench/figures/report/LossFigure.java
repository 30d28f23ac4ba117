package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.LossHistograms;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.table.Numbers;

/** Small multiples: losses of forget and unseen images per method on shared axes. */
final class LossFigure {
  private static final double WIDTH = 172;
  private static final double HEIGHT = 100;
  private static final double SIDE = 8;

  /** A letter of the widest font that pages may get for labels, a little air included. */
  private static final double LETTER = 7.5;

  private LossFigure() {}

  static void write(HtmlWriter html, DataSetStudy data, LossHistograms histograms) {
    FigureBlock.write(
        html,
        data.label(),
        "Losses of forget and unseen images",
        "Share of images by their loss (logarithmic), all seeds together, the same axes for every"
            + " method; each is "
            + Numbers.rounded(100 * histograms.shareAxis().high(), "s")
            + " % high. The attack lives on the difference between the two shapes: where they lie"
            + " on each other, it can only guess.",
        out -> panels(out, data, histograms),
        histograms.data(data));
  }

  private static void panels(HtmlWriter html, DataSetStudy data, LossHistograms histograms) {
    html.open("ul", "class", "key");
    html.open("li").element("span", "", "class", "swatch forget").text("forget").close();
    html.open("li").element("span", "", "class", "swatch unseen").text("unseen").close();
    html.close();
    html.open("ul", "class", "panels");
    List<Tick> ticks =
        Tick.decades(histograms.bins(), WIDTH - 2 * SIDE, SIDE, label -> LETTER * label.length());
    for (LossHistograms.Panel panel : histograms.panels()) {
      html.open("li");
      html.element("p", panel.method().title(), "class", "panel-title");
      String description =
          "Histogram of losses on "
              + data.label()
              + ", "
              + panel.method().title()
              + ": "
              + panel.forgetCount()
              + " forget and "
              + panel.unseenCount()
              + " unseen values";
      SvgPlot plot = new SvgPlot(html, description, WIDTH, HEIGHT, SIDE, 4, SIDE, 24);
      plot.axes(histograms.bins(), histograms.shareAxis());
      plot.xTicks(ticks, true);
      plot.path(outline(plot, histograms, true, panel.forget()), "area forget");
      plot.path(outline(plot, histograms, true, panel.unseen()), "area unseen");
      plot.path(outline(plot, histograms, false, panel.forget()), "step forget");
      plot.path(outline(plot, histograms, false, panel.unseen()), "step unseen");
      plot.line(SIDE, HEIGHT - 24, WIDTH - SIDE, HEIGHT - 24, "axis");
      plot.close();
      html.close();
    }
    html.close();
  }

  private static CharSequence outline(
      SvgPlot plot, LossHistograms histograms, boolean closed, double... shares) {
    Range bins = histograms.bins();
    StringBuilder path = new StringBuilder();
    String floor = SvgPlot.number(plot.py(0));
    path.append('M').append(SvgPlot.number(plot.px(bins.low()))).append(' ').append(floor);
    for (int bin = 0; bin < shares.length; bin++) {
      double end = bins.low() + bins.width() * (bin + 1) / shares.length;
      path.append('V').append(SvgPlot.number(plot.py(shares[bin])));
      path.append('H').append(SvgPlot.number(plot.px(end)));
    }
    path.append('V').append(floor);
    return closed ? path.append('Z') : path;
  }
}
