package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.DataSetSeries;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;

/** All figures, data set by data set, with one key to the methods' marks. */
final class FiguresSection implements Section {
  private final List<DataSetSeries> all;
  private final MethodStyles styles;

  FiguresSection(List<DataSetSeries> all, MethodStyles styles) {
    this.all = all;
    this.styles = styles;
  }

  @Override
  public String id() {
    return "figures";
  }

  @Override
  public String title() {
    return "Figures";
  }

  @Override
  public boolean present() {
    return all.stream().anyMatch(series -> !series.isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    for (DataSetSeries series : all) {
      DataSetStudy data = series.data();
      html.open("article", "data-dataset", data.slug());
      html.element("h3", data.label());
      key(html, data);
      // Four pictures make two rows of two, fewer one row.
      html.open("div", "class", series.curves().isPresent() ? "figures in-pairs" : "figures");
      series.bars().ifPresent(figure -> ScoreFigure.write(html, data, figure, styles));
      series.plane().ifPresent(figure -> PlaneFigure.write(html, data, figure, styles));
      series.front().ifPresent(figure -> TimeFigure.write(html, data, figure, styles));
      series.curves().ifPresent(figure -> CurveFigure.write(html, data, figure, styles));
      html.close();
      series.losses().ifPresent(figure -> LossFigure.write(html, data, figure));
      html.close();
    }
  }

  private void key(HtmlWriter html, DataSetStudy data) {
    html.open("ul", "class", "key", "aria-label", "Marks of the methods");
    for (MethodSummary method : data.methods()) {
      html.open("li");
      html.open("svg", "class", "dot", "viewBox", "-8 -8 16 16", "aria-hidden", "true");
      SvgPlot.mark(html, styles.mark(method), 0, 0, styles.classOf(method), null);
      html.close();
      html.text(method.title()).close();
    }
    html.close();
  }
}
