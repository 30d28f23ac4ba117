package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.TimeBars;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.PhaseTimes;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;

/** Where the time goes, phase by phase. */
final class TimesSection implements Section {
  private final List<DataSetStudy> all;

  TimesSection(Study study) {
    this.all = study.dataSets().stream().filter(data -> !PhaseTimes.of(data).isEmpty()).toList();
  }

  @Override
  public String id() {
    return "times";
  }

  @Override
  public String title() {
    return "Where the time goes";
  }

  @Override
  public boolean present() {
    return !all.isEmpty();
  }

  @Override
  public void write(HtmlWriter html) {
    html.element(
        "p",
        "Wall time in seconds, mean over seeds. A method's time on the board is that of Unlearning"
            + " alone, all its parts included. Original is trained once per seed, for all its"
            + " methods.");
    for (DataSetStudy data : all) {
      PhaseTimes times = PhaseTimes.of(data);
      html.open("div", "data-dataset", data.slug());
      html.element("h3", data.label());
      TimeBars.of(data)
          .ifPresent(bars -> FigureBlock.write(html, data.label(), bars.figure(data, new Look())));
      String label = "Times on " + data.label();
      html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
      html.open("table", "class", "plain narrow").open("thead").open("tr");
      html.element("th", "Method", "scope", "col");
      times.phases().forEach(p -> html.element("th", TimeBars.title(p), "scope", "col"));
      html.close().close().open("tbody");
      for (PhaseTimes.Row row : times.rows()) {
        html.open("tr").element("th", row.method().title(), "scope", "row");
        for (Estimate time : row.times()) {
          html.element("td", time.isPresent() ? Numbers.rounded(time.mean(), "s") : "–");
        }
        html.close();
      }
      html.close().close().close().close();
    }
  }
}
