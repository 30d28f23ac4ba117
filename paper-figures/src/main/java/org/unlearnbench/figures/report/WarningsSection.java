package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Notice;
import org.unlearnbench.figures.study.Notices;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;

/** What a reader must know before believing the boards, and what failed. */
final class WarningsSection implements Section {
  private final Study study;
  private final List<Notice> warnings;

  WarningsSection(Study study) {
    this.study = study;
    this.warnings = Notices.of(study);
  }

  @Override
  public String id() {
    return "warnings";
  }

  @Override
  public String title() {
    return "Warnings";
  }

  @Override
  public boolean present() {
    return !warnings.isEmpty()
        || study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .anyMatch(method -> !method.failed().isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    html.open("ul", "class", "warnings");
    for (DataSetStudy data : study.dataSets()) {
      for (Notice warning : warnings) {
        if (warning.dataset().equals(data.label())) {
          String where = data.label() + (warning.method().isEmpty() ? "" : ", " + warning.method());
          item(html, data, where, warning.text());
        }
      }
      for (MethodSummary method : data.methods()) {
        for (SeedCell cell : method.failed()) {
          String where = data.label() + ", " + method.title() + ", seed " + cell.seed();
          item(html, data, where, "failed: " + cell.result().reason());
        }
      }
    }
    html.close();
  }

  private static void item(HtmlWriter html, DataSetStudy data, String where, String text) {
    html.open("li", "data-dataset", data.slug());
    html.element("strong", where).text(": " + text);
    html.close();
  }
}
