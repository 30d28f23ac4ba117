package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.io.AtomicFiles;

/** Writes {@code tables/reproduction.csv}, {@code .md} and {@code .tex}. */
public final class ReproductionFiles {
  private static final List<String> CSV_HEADER =
      List.of(
          "experiment",
          "dataset",
          "method",
          "published_name",
          "metric",
          "published",
          "published_seeds",
          "ours_mean",
          "ours_ci95_low",
          "ours_ci95_high",
          "n_seeds",
          "difference",
          "tolerance",
          "verdict",
          "reason",
          "caveat",
          "source",
          "commit");
  private static final List<String> HEADINGS =
      List.of(
          "Data set",
          "Published as",
          "Metric",
          "Published",
          "Ours",
          "Seeds",
          "Difference",
          "Tolerance",
          "Verdict");
  private static final int DIGITS = 4;

  private ReproductionFiles() {}

  /**
   * Writes the tables below {@code out}.
   *
   * @param rows at least one
   * @param width columns the terminal has
   * @return what to show on the screen
   */
  public static String write(List<Reproduction> rows, Path out, int width) throws IOException {
    Path tables = out.resolve("tables");
    List<List<String>> records = rows.stream().map(ReproductionFiles::record).toList();
    AtomicFiles.write(tables.resolve("reproduction.csv"), CsvFormat.csv(CSV_HEADER, records));
    AtomicFiles.write(tables.resolve("reproduction.md"), markdown(rows));
    AtomicFiles.write(
        tables.resolve("reproduction.tex"),
        LatexFormat.render(
            "Published numbers and ours: mean over seeds $\\pm$ half of the 95\\,\\% $t$ interval.",
            "lllrrrrrl", lines(rows, LatexFormat::escape)));
    StringBuilder text = new StringBuilder();
    String title = "Published numbers and ours";
    // On the screen those alone that there is something beside.
    List<Reproduction> shown = rows.stream().filter(row -> row.ours().n() > 0).toList();
    if (shown.isEmpty()) {
      text.append(title).append(": nothing of ours is beside any of the ");
      text.append(rows.size()).append(" numbers\n");
    } else {
      text.append(new TextFormat(width).render(title, lines(shown, ReproductionFiles::plain)));
      int left = rows.size() - shown.size();
      text.append(left == 0 ? "" : left + " more numbers have nothing of ours beside them\n");
    }
    reasons(rows)
        .forEach(
            (reason, count) ->
                text.append("not comparable (")
                    .append(count)
                    .append("): ")
                    .append(plain(reason))
                    .append('\n'));
    text.append("table: ").append(tables.resolve("reproduction.md")).append('\n');
    return text.toString();
  }

  private static List<String> record(Reproduction row) {
    return List.of(
        row.experiment(),
        row.row().dataset(),
        row.row().method(),
        row.row().name(),
        row.published().metric(),
        Numbers.exact(row.published().value()),
        Integer.toString(row.row().seeds()),
        Numbers.exact(row.ours().mean()),
        Numbers.exact(row.ours().ci95().low()),
        Numbers.exact(row.ours().ci95().high()),
        Integer.toString(row.ours().n()),
        Numbers.exact(row.difference()),
        Numbers.exact(row.tolerance()),
        row.verdict().text(),
        row.reason(),
        row.row().caveat(),
        row.row().source(),
        row.row().commit());
  }

  private static List<List<String>> lines(List<Reproduction> rows, UnaryOperator<String> escape) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    for (Reproduction row : rows) {
      Estimate ours =
          new Estimate(
              row.ours().n(), row.ours().mean(), row.ours().ci95().low(), row.ours().ci95().high());
      lines.add(
          List.of(
              escape.apply(row.row().dataset()),
              escape.apply(row.row().name()),
              escape.apply(row.published().metric()),
              Numbers.rounded(row.published().value(), DIGITS),
              escape.apply(Numbers.withInterval(ours, DIGITS)),
              Integer.toString(row.ours().n()),
              Numbers.rounded(row.difference(), DIGITS),
              Numbers.rounded(row.tolerance(), DIGITS),
              row.verdict().text()));
    }
    return lines;
  }

  private static String markdown(List<Reproduction> rows) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    List<List<String>> lines = lines(rows, MarkdownFormat::escape);
    for (int column = 0; column < HEADINGS.size(); column++) {
      int index = column;
      columns.put(
          HEADINGS.get(column), lines.stream().skip(1).map(line -> line.get(index)).toList());
    }
    columns.put("Reason", rows.stream().map(row -> MarkdownFormat.escape(row.reason())).toList());
    columns.put(
        "Caveat of the source",
        rows.stream().map(row -> MarkdownFormat.escape(row.row().caveat())).toList());
    return MarkdownFormat.render(DisplayTable.of("reproduction", columns));
  }

  /** Every reason once, with the number of its rows. */
  private static Map<String, Integer> reasons(List<Reproduction> rows) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    rows.forEach(row -> row.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
    return reasons;
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
