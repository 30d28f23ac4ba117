package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.table.Footnotes;
import org.unlearnbench.figures.table.ReproductionFiles;

/**
 * Published numbers beside ours: a table per experiment and data set, a row per published method, a
 * column per metric.
 *
 * @param label experiment and data set
 * @param notes what the marks in the last columns mean, each said once
 */
record PublishedPart(String label, HtmlTable table, List<String> notes) {

  /** How to read it. */
  static final String INTRO =
      "Published value, ours with its 95 % interval, and what follows: reproduced where the"
          + " difference lies within what runs of one recipe scatter. Where the recipes are not the"
          + " same, nothing follows; the letters say why.";

  static List<PublishedPart> of(List<Reproduction> all) {
    Map<String, List<Reproduction>> groups = new LinkedHashMap<>();
    for (Reproduction one : all) {
      String label = one.experiment() + " beside " + one.row().dataset();
      groups.computeIfAbsent(label, key -> new ArrayList<>()).add(one);
    }
    List<PublishedPart> parts = new ArrayList<>();
    groups.forEach((label, rows) -> parts.add(of(label, rows)));
    return parts;
  }

  private static PublishedPart of(String label, List<Reproduction> group) {
    List<String> metrics = group.stream().map(one -> one.published().metric()).distinct().toList();
    List<String> headings = new ArrayList<>(List.of("Published as"));
    headings.addAll(metrics);
    headings.addAll(List.of("Why not comparable", "Caveats"));
    Map<String, List<Reproduction>> methods = new LinkedHashMap<>();
    for (Reproduction one : group) {
      methods.computeIfAbsent(one.row().name(), key -> new ArrayList<>()).add(one);
    }
    Footnotes notes = new Footnotes();
    List<List<String>> rows = new ArrayList<>();
    methods.forEach(
        (name, numbers) -> {
          List<String> row = new ArrayList<>(List.of(name));
          for (String metric : metrics) {
            row.add(
                numbers.stream()
                    .filter(one -> one.published().metric().equals(metric))
                    .findFirst()
                    .map(PublishedPart::text)
                    .orElse("–"));
          }
          List<String> reasons =
              numbers.stream().flatMap(one -> one.reasons().stream()).distinct().toList();
          row.add(notes.marks(reasons));
          row.add(notes.marks(ReproductionFiles.caveats(numbers.get(0))));
          rows.add(row);
        });
    HtmlTable table = HtmlTable.of("Published numbers: " + label, "plain", headings, rows);
    return new PublishedPart(label, table, notes.lines());
  }

  private static String text(Reproduction one) {
    String published = ReproductionFiles.rounded(one.published().value());
    if (one.ours().n() == 0) {
      return published;
    }
    String ours = published + "; ours " + ReproductionFiles.ours(one);
    return one.verdict() == Reproduction.Verdict.NOT_COMPARABLE
        ? ours
        : ours + ", " + one.verdict().text();
  }
}
