package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.series.FigureData;

/** What surrounds a picture: its caption, and its data as a table for those who cannot see it. */
final class FigureBlock {
  private FigureBlock() {}

  /** Draws a picture. */
  @FunctionalInterface
  interface Drawing {
    void draw(HtmlWriter html);
  }

  /**
   * Writes a figure.
   *
   * @param dataset label of the data set
   * @param title heading of the figure
   * @param explanation how to read it, one or two sentences
   * @param data the numbers behind it
   */
  static void write(
      HtmlWriter html,
      String dataset,
      String title,
      String explanation,
      Drawing drawing,
      FigureData data) {
    html.open("figure");
    html.element("h4", title);
    drawing.draw(html);
    html.element("figcaption", explanation);
    table(html, title + ", " + dataset, data);
    html.close();
  }

  private static void table(HtmlWriter html, String title, FigureData data) {
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
