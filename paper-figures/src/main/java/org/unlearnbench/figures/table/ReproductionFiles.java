package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.metric.attack.Interval;

/** Writes {@code tables/reproduction.csv}, {@code .md} and {@code .tex}. */
public final class ReproductionFiles {
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
    AtomicFiles.write(tables.resolve("reproduction.csv"), file(rows).csv());
    Footnotes notes = new Footnotes();
    DataTable withReasons =
        shown(rows)
            .texts("Why not", texts(rows, row -> notes.marks(row.reasons())))
            .texts("Caveats", texts(rows, row -> notes.marks(caveats(row))));
    StringBuilder markdown = new StringBuilder(MarkdownFormat.render(withReasons)).append('\n');
    notes
        .lines()
        .forEach(line -> markdown.append("- ").append(MarkdownFormat.escape(line)).append('\n'));
    AtomicFiles.write(tables.resolve("reproduction.md"), markdown.toString());
    AtomicFiles.write(
        tables.resolve("reproduction.tex"),
        LatexFormat.render(
            "Published numbers and ours: mean over seeds $\\pm$ half of the 95\\,\\% $t$ interval.",
            "lllrrrrrl", shown(rows)));
    StringBuilder text = new StringBuilder();
    String title = "Published numbers and ours";
    // On the screen those alone that there is something beside.
    List<Reproduction> shown = rows.stream().filter(row -> row.ours().n() > 0).toList();
    if (shown.isEmpty()) {
      text.append(title).append(": nothing of ours is beside any of the ");
      text.append(rows.size()).append(" numbers\n");
    } else {
      text.append(TextFormat.render(title, shown(shown), width));
      int left = rows.size() - shown.size();
      text.append(left == 0 ? "" : left + " more numbers have nothing of ours beside them\n");
    }
    reasons(rows)
        .forEach(
            (reason, count) ->
                text.append("not comparable (")
                    .append(count)
                    .append("): ")
                    .append(TextFormat.plain(reason))
                    .append('\n'));
    text.append("table: ").append(tables.resolve("reproduction.md")).append('\n');
    return text.toString();
  }

  /** What the source's reader should know of a number, sentence by sentence. */
  public static List<String> caveats(Reproduction row) {
    return Arrays.stream(row.row().caveat().split("; ")).filter(text -> !text.isBlank()).toList();
  }

  private static DataTable file(List<Reproduction> rows) {
    return new DataTable()
        .texts("experiment", texts(rows, Reproduction::experiment))
        .texts("dataset", texts(rows, row -> row.row().dataset()))
        .texts("method", texts(rows, row -> row.row().method()))
        .texts("published_name", texts(rows, row -> row.row().name()))
        .texts("metric", texts(rows, row -> row.published().metric()))
        .numbers("published", numbers(rows, row -> row.published().value()))
        .counts("published_seeds", rows.stream().map(row -> row.row().seeds()).toList())
        .numbers("ours_mean", numbers(rows, row -> row.ours().mean()))
        .numbers("ours_ci95_low", numbers(rows, row -> row.ours().ci95().low()))
        .numbers("ours_ci95_high", numbers(rows, row -> row.ours().ci95().high()))
        .counts("n_seeds", rows.stream().map(row -> row.ours().n()).toList())
        .numbers("difference", numbers(rows, Reproduction::difference))
        .numbers("tolerance", numbers(rows, Reproduction::tolerance))
        .texts("verdict", texts(rows, row -> row.verdict().text()))
        .texts("reason", texts(rows, Reproduction::reason))
        .texts("caveat", texts(rows, row -> row.row().caveat()))
        .texts("source", texts(rows, row -> row.row().source()))
        .texts("commit", texts(rows, row -> row.row().commit()));
  }

  private static DataTable shown(List<Reproduction> rows) {
    return new DataTable()
        .texts("Data set", texts(rows, row -> row.row().dataset()))
        .texts("Published as", texts(rows, row -> row.row().name()))
        .texts("Metric", texts(rows, row -> row.published().metric()))
        .texts("Published", texts(rows, row -> rounded(row.published().value())))
        .texts("Ours", texts(rows, ReproductionFiles::ours))
        .counts("Seeds", rows.stream().map(row -> row.ours().n()).toList())
        .texts("Difference", texts(rows, row -> rounded(row.difference())))
        .texts("Tolerance", texts(rows, row -> rounded(row.tolerance())))
        .texts("Verdict", texts(rows, row -> row.verdict().text()));
  }

  /** Our mean with its interval. */
  public static String ours(Reproduction row) {
    Interval interval = row.ours().ci95();
    return Numbers.withInterval(
        new Estimate(row.ours().n(), row.ours().mean(), interval.low(), interval.high()), DIGITS);
  }

  /** A value with the digits of these tables. */
  public static String rounded(double value) {
    return Numbers.rounded(value, DIGITS);
  }

  private static List<String> texts(List<Reproduction> rows, Function<Reproduction, String> text) {
    return rows.stream().map(text).toList();
  }

  private static double[] numbers(List<Reproduction> rows, ToDoubleFunction<Reproduction> number) {
    return rows.stream().mapToDouble(number).toArray();
  }

  /** Every reason once, with the number of its rows. */
  private static Map<String, Integer> reasons(List<Reproduction> rows) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    rows.forEach(row -> row.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
    return reasons;
  }
}
