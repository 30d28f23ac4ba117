package org.unlearnbench.figures.report;

import java.io.IOException;
import java.util.List;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.Palette;
import org.unlearnbench.figures.study.Study;

/** The page of a board over many runs: without what only makes sense within one run. */
public final class LeaderboardPage {
  private LeaderboardPage() {}

  /**
   * The page.
   *
   * @param facts per row: data set, method, experiment, seeds verified, commit, hash of the
   *     configuration, hash of the data
   */
  public static String of(Study study, List<List<String>> facts) throws IOException {
    return HtmlReport.page(
        study,
        List.of(),
        List.of(
            new WarningsSection(study),
            new BoardSection(study, new Palette(study)),
            new FiguresSection(DataSetFigures.of(study, new Look())),
            new RowsSection(facts),
            new MetricsSection(study)));
  }

  private record RowsSection(List<List<String>> facts) implements Section {

    @Override
    public String id() {
      return "rows";
    }

    @Override
    public String title() {
      return "Where the rows come from";
    }

    @Override
    public boolean present() {
      return true;
    }

    @Override
    public void write(HtmlWriter html) {
      html.element(
          "p",
          "Times are comparable only between rows made on one machine. ✓ marks rows of which"
              + " ./unlearn verify made cells again, bit for bit the same.");
      String label = "Table of rows";
      html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
      html.open("table", "class", "plain settings").open("thead").open("tr");
      for (String heading :
          List.of(
              "Data set",
              "Method",
              "Experiment",
              "Seeds verified",
              "Commit",
              "Configuration",
              "Data")) {
        html.element("th", heading, "scope", "col");
      }
      html.close().close().open("tbody");
      for (List<String> row : facts) {
        html.open("tr");
        html.element("th", row.get(0), "scope", "row");
        row.subList(1, 4).forEach(text -> html.element("td", text));
        row.subList(4, row.size()).forEach(hash -> hash(html, hash));
        html.close();
      }
      html.close().close().close();
    }

    private static void hash(HtmlWriter html, String hash) {
      html.open("td").element("code", hash.substring(0, Math.min(12, hash.length()))).close();
    }
  }
}
