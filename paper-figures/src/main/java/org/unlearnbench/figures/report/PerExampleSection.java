package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.table.PerExampleTable;

/** The attack on single examples over seeds, or why it was not made. */
final class PerExampleSection implements Section {
  private final List<PerExample> attacks;

  PerExampleSection(List<PerExample> attacks) {
    this.attacks = attacks;
  }

  @Override
  public String id() {
    return "per-example";
  }

  @Override
  public String title() {
    return "Per-example attack";
  }

  @Override
  public boolean present() {
    return attacks.stream().anyMatch(attack -> !attack.rows().isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    html.element("p", PerExampleTable.EXPLANATION);
    for (PerExample attack : attacks) {
      if (!attack.rows().isEmpty()) {
        html.open("div", "data-dataset", attack.data().slug());
        html.element("h3", attack.data().label());
        if (!attack.made().isEmpty()) {
          table(html, attack);
        }
        attack.refusals().forEach(refusal -> html.element("p", refusal));
        html.close();
      }
    }
  }

  private static void table(HtmlWriter html, PerExample attack) {
    String label = "Per-example attack on " + attack.data().label();
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain").open("thead").open("tr");
    // The method first: it names the row.
    List<String> headings = PerExampleTable.HEADINGS;
    html.element("th", headings.get(1), "scope", "col");
    html.element("th", headings.get(0), "scope", "col");
    headings.subList(2, headings.size()).forEach(h -> html.element("th", h, "scope", "col"));
    html.close().close().open("tbody");
    for (List<String> row : PerExampleTable.rows(attack)) {
      html.open("tr").element("th", row.get(1), "scope", "row");
      html.element("td", row.get(0));
      row.subList(2, row.size()).forEach(text -> html.element("td", text));
      html.close();
    }
    html.close().close().close();
  }
}
