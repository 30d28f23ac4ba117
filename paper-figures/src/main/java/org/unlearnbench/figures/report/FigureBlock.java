package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.figure.Figure;

/** What surrounds a picture: its caption, and its data as a table for those who cannot see it. */
final class FigureBlock {
  private FigureBlock() {}

  /**
   * Writes a figure.
   *
   * @param dataset label of the data set
   */
  static void write(HtmlWriter html, String dataset, Figure figure) {
    html.open("figure");
    html.element("h4", figure.heading(), "class", "for-ears");
    html.trusted(figure.drawing().svg());
    html.element("figcaption", figure.explanation());
    table(html, figure.heading() + ", " + dataset, figure.data());
    html.close();
  }

  private static void table(HtmlWriter html, String title, Figure.Data data) {
    html.open("details", "class", "data");
    html.element("summary", "Data");
    String label = "Data of: " + title;
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table");
    html.open("thead").open("tr");
    data.header().forEach(heading -> html.element("th", heading, "scope", "col"));
    html.close().close().open("tbody");
    for (List<String> record : data.records()) {
      html.open("tr");
      record.forEach(value -> html.element("td", value));
      html.close();
    }
    html.close().close().close().close();
  }
}
