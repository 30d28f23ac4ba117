package org.unlearnbench.figures.report;

import java.io.IOException;
import java.util.Optional;
import org.unlearnbench.figures.series.AnytimeCurves;
import org.unlearnbench.figures.series.LossHistograms;
import org.unlearnbench.figures.series.Plane;
import org.unlearnbench.figures.series.ScoreBars;
import org.unlearnbench.figures.series.TimeFront;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Study;

/** All figures, data set by data set, with one key to the methods' marks. */
final class FiguresSection implements Section {
  private final Study study;
  private final MethodStyles styles;

  FiguresSection(Study study, MethodStyles styles) {
    this.study = study;
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
    return study.dataSets().stream().anyMatch(data -> ScoreBars.of(study, data).isPresent());
  }

  @Override
  public void write(HtmlWriter html) throws IOException {
    for (DataSetStudy data : study.dataSets()) {
      html.open("article", "data-dataset", data.slug());
      html.element("h3", data.label());
      key(html, data);
      html.open("div", "class", "figures");
      Optional<ScoreBars> bars = ScoreBars.of(study, data);
      bars.ifPresent(figure -> ScoreFigure.write(html, data, figure, styles));
      Optional<Plane> plane = Plane.of(data);
      plane.ifPresent(figure -> PlaneFigure.write(html, data, figure, styles));
      Optional<TimeFront> front = TimeFront.of(study, data);
      front.ifPresent(figure -> TimeFigure.write(html, data, figure, styles));
      Optional<AnytimeCurves> curves = AnytimeCurves.of(study, data);
      curves.ifPresent(figure -> CurveFigure.write(html, data, figure, styles));
      html.close();
      Optional<LossHistograms> losses = LossHistograms.of(data);
      losses.ifPresent(figure -> LossFigure.write(html, data, figure));
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
