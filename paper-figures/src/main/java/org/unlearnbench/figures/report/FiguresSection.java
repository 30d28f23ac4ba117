package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.study.DataSetStudy;

/** All figures, data set by data set. */
final class FiguresSection implements Section {
  private final List<DataSetFigures> all;

  FiguresSection(List<DataSetFigures> all) {
    this.all = all;
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
    return all.stream().anyMatch(data -> !data.figures().isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    for (DataSetFigures figures : all) {
      DataSetStudy data = figures.data();
      html.open("article", "data-dataset", data.slug());
      html.element("h3", data.label());
      html.open("div", "class", "figures");
      figures.figures().forEach(figure -> FigureBlock.write(html, data.label(), figure));
      html.close().close();
    }
  }
}
