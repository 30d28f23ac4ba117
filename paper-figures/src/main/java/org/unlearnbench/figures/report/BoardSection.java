package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.unlearnbench.figures.figure.MethodStyle;
import org.unlearnbench.figures.figure.Palette;
import org.unlearnbench.figures.figure.Svg;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.BoardTable;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.result.Direction;

/**
 * The board: one table for all data sets, each a group of rows. Without scripts all rows are there;
 * with them it sorts, filters, ranks by any metric and opens a method's seeds.
 */
final class BoardSection implements Section {
  private static final int FIXED_COLUMNS = 3;

  private final Study study;
  private final Palette palette;
  private final List<MetricColumn> columns = new ArrayList<>();
  private final Set<String> shown = new LinkedHashSet<>();

  BoardSection(Study study, Palette palette) {
    this.study = study;
    this.palette = palette;
    // The ranking metric first: on a small screen it is all that is seen.
    if (study.has(study.ranking().column())) {
      columns.add(study.ranking());
    }
    study.columns().stream().filter(c -> !columns.contains(c)).forEach(columns::add);
    study
        .dataSets()
        .forEach(
            data ->
                BoardTable.brief(study, data)
                    .columns()
                    .forEach(column -> shown.add(column.column())));
  }

  @Override
  public String id() {
    return "board";
  }

  @Override
  public String title() {
    return "Board";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void write(HtmlWriter html) {
    controls(html);
    html.element(
        "p",
        "Means over seeds ± half of the 95 % t interval. ▲ more is better, ▼ less is better,"
            + " neither: the nearer to Retrained the better. Best method bold; Original and"
            + " Retrained are references. ▸ opens a method's seeds.");
    String label = "Table of the board";
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "id", "board-table", "class", "board");
    html.element("caption", "Methods by data set", "class", "for-ears");
    head(html);
    for (DataSetStudy data : study.dataSets()) {
      group(html, data);
    }
    html.close().close();
    html.element("p", "", "id", "board-status", "role", "status", "class", "status");
  }

  private void controls(HtmlWriter html) {
    html.open("form", "id", "board-controls", "class", "controls", "hidden", "");
    html.open("label").text("Rank by ");
    html.open("select", "id", "rank-by");
    for (MetricColumn column : columns) {
      if (column.direction() != Direction.NONE) {
        boolean chosen = column.column().equals(study.ranking().column());
        option(html, column.column(), column.title(), chosen);
      }
    }
    html.close().close();
    html.open("label").text("Data set ");
    html.open("select", "id", "data-set");
    option(html, "", "all", true);
    study.dataSets().forEach(data -> option(html, data.slug(), data.label(), false));
    html.close().close();
    html.open("label").text("Method contains ");
    html.single("input", "id", "method-filter", "type", "search", "autocomplete", "off");
    html.close();
    html.element("button", "Open all seeds", "type", "button", "id", "all-seeds");
    html.open("details", "class", "columns").element("summary", "Columns");
    html.open("fieldset").element("legend", "Columns shown");
    for (MetricColumn column : columns) {
      html.open("label");
      html.single(
          "input",
          "type",
          "checkbox",
          "value",
          column.column(),
          "checked",
          shown.contains(column.column()) ? "" : null);
      html.text(" " + column.title()).close();
    }
    html.close().close().close();
  }

  private static void option(HtmlWriter html, String value, String text, boolean chosen) {
    html.element("option", text, "value", value, "selected", chosen ? "" : null);
  }

  private void head(HtmlWriter html) {
    html.open("thead").open("tr");
    html.element("th", "Rank", "scope", "col", "data-column", "#rank", "aria-sort", "ascending");
    html.element("th", "Method", "scope", "col", "data-column", "#method");
    html.element("th", "Seeds", "scope", "col", "data-column", "#seeds");
    for (MetricColumn column : columns) {
      html.open(
          "th",
          "scope",
          "col",
          "data-column",
          column.column(),
          "data-direction",
          column.direction().name(),
          "title",
          column.summary().isEmpty() ? null : column.summary(),
          "hidden",
          hidden(column));
      html.text(column.heading());
      if (column.direction() != Direction.NONE) {
        boolean up = column.direction() == Direction.HIGHER;
        html.text(" ");
        html.element("span", up ? "▲" : "▼", "aria-hidden", "true");
        html.element("span", up ? ", more is better" : ", less is better", "class", "for-ears");
      }
      html.close();
    }
    html.close().close();
  }

  private String hidden(MetricColumn column) {
    return shown.contains(column.column()) ? null : "";
  }

  private void group(HtmlWriter html, DataSetStudy data) {
    html.open("tbody", "data-dataset", data.slug());
    html.open("tr", "class", "group");
    String all = Integer.toString(FIXED_COLUMNS + columns.size());
    html.open("th", "scope", "rowgroup", "colspan", all);
    html.element("span", data.label());
    html.close().close();
    List<String> names = columns.stream().map(MetricColumn::column).toList();
    BoardTable table = BoardTable.of(study, data, names);
    for (BoardTable.Row row : table.rows()) {
      method(html, data, row);
    }
    html.close();
  }

  private void method(HtmlWriter html, DataSetStudy data, BoardTable.Row row) {
    MethodSummary method = row.method();
    String key = data.slug() + "/" + method.method();
    html.open(
        "tr",
        "class",
        "method",
        "data-key",
        key,
        "data-method",
        method.title() + " " + method.method(),
        "data-competes",
        Boolean.toString(method.competes()));
    html.element("td", row.rank(), "data-column", "#rank", "class", "rank");
    html.open("th", "scope", "row", "data-column", "#method", "class", "name");
    html.open("svg", "class", "dot", "viewBox", "-8 -8 16 16", "aria-hidden", "true");
    MethodStyle style = palette.of(method);
    html.single(
        "path",
        "fill",
        style.ink().hex(),
        "stroke",
        "none",
        "d",
        Svg.path(style.mark().at(0, 0, 10)));
    html.close();
    html.element("span", method.title());
    html.close();
    html.element("td", row.seeds(), "data-column", "#seeds");
    for (int i = 0; i < columns.size(); i++) {
      value(html, columns.get(i), row.values().get(i));
    }
    html.close();
    for (SeedCell cell : method.cells()) {
      seed(html, key, cell);
    }
  }

  private void value(HtmlWriter html, MetricColumn column, BoardTable.Value value) {
    Estimate estimate = value.estimate();
    html.open(
        "td",
        "data-column",
        column.column(),
        "data-value",
        Numbers.exact(estimate.mean()),
        "class",
        value.mark() == BoardTable.Mark.BEST ? "best" : null,
        "hidden",
        hidden(column));
    String[] parts = Numbers.withInterval(estimate, column.unit()).split(" (?=±)", 2);
    html.element("span", parts[0]);
    if (parts.length > 1) {
      html.text(" ").element("span", parts[1], "class", "half-width");
    }
    html.close();
  }

  private void seed(HtmlWriter html, String key, SeedCell cell) {
    html.open("tr", "class", "seed", "data-of", key);
    html.element("td", "", "data-column", "#rank");
    html.element("th", "seed " + cell.seed(), "scope", "row", "data-column", "#method");
    html.element("td", cell.ok() ? "" : "failed", "data-column", "#seeds");
    for (MetricColumn column : columns) {
      String text =
          Numbers.rounded(cell.ok() ? cell.value(column.column()) : Double.NaN, column.unit());
      html.element("td", text, "data-column", column.column(), "hidden", hidden(column));
    }
    html.close();
  }
}
