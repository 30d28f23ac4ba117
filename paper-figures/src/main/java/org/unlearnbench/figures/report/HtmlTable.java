package org.unlearnbench.figures.report;

import java.util.List;
import java.util.Set;

/**
 * A table of a page; the first cell of a row names the row.
 *
 * @param label what a screen reader calls it
 * @param style its style classes
 * @param headings one per column
 * @param rows one text per column
 * @param code columns shown as code
 */
record HtmlTable(
    String label, String style, List<String> headings, List<List<String>> rows, Set<Integer> code) {
  HtmlTable {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
    code = Set.copyOf(code);
  }

  static HtmlTable of(String label, String style, List<String> headings, List<List<String>> rows) {
    return new HtmlTable(label, style, headings, rows, Set.of());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
