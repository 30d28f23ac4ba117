package org.unlearnbench.figures.report;

import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Study;

/** What each column means, with the versioned id of its definition. */
final class MetricsSection implements Section {
  private final Study study;

  MetricsSection(Study study) {
    this.study = study;
  }

  @Override
  public String id() {
    return "metrics";
  }

  @Override
  public String title() {
    return "Metrics";
  }

  @Override
  public boolean present() {
    return !study.columns().isEmpty();
  }

  @Override
  public void write(HtmlWriter html) {
    html.open("details").element("summary", "What the columns of the board mean");
    html.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "Table of metrics",
        "tabindex",
        "0");
    html.open("table", "class", "plain settings").open("thead").open("tr");
    html.element("th", "Metric", "scope", "col").element("th", "Column", "scope", "col");
    html.element("th", "Definition", "scope", "col").element("th", "Meaning", "scope", "col");
    html.close().close().open("tbody");
    for (MetricColumn column : study.columns()) {
      html.open("tr").element("th", column.heading(), "scope", "row");
      html.open("td").element("code", column.column()).close();
      html.element("td", column.id()).element("td", column.summary()).close();
    }
    html.close().close().close().close();
  }
}
