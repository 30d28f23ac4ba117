package org.unlearnbench.figures.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.unlearnbench.figures.published.PublishedRow;
import org.unlearnbench.figures.published.RowVerdict;

/** Published rows with what can be said of each. */
public final class PublishedTable {
  private PublishedTable() {}

  /** For the screen: the table, how many rows have which verdict, and every reason once. */
  public static String text(List<RowVerdict> rows, int width) {
    StringBuilder text = new StringBuilder(TextFormat.render("Published rows", shown(rows), width));
    Map<RowVerdict.Kind, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(RowVerdict::kind, TreeMap::new, Collectors.counting()));
    text.append(rows.size()).append(rows.size() == 1 ? " row: " : " rows: ");
    text.append(
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", ")));
    text.append('\n');
    rows.stream()
        .filter(row -> !row.why().isEmpty())
        .collect(
            Collectors.groupingBy(
                row -> row.kind().text() + ": " + row.why(),
                LinkedHashMap::new,
                Collectors.counting()))
        .forEach(
            (why, count) ->
                text.append(TextFormat.plain(why)).append(" (").append(count).append(")\n"));
    return text.toString();
  }

  /** Everything, as a file. */
  public static String csv(List<RowVerdict> rows) {
    DataTable table =
        new DataTable()
            .texts("dataset", texts(rows, PublishedRow::dataset))
            .texts("method", texts(rows, PublishedRow::method))
            .texts("published_name", texts(rows, PublishedRow::name))
            .texts("verdict", rows.stream().map(row -> row.kind().text()).toList())
            .texts("why", rows.stream().map(RowVerdict::why).toList())
            .texts("network", texts(rows, row -> row.setting().network()))
            .texts("image_size", texts(rows, row -> row.setting().imageSize()))
            .counts("seeds", rows.stream().map(row -> row.row().seeds()).toList());
    List<String> metrics =
        rows.stream()
            .flatMap(row -> row.row().values().stream().map(PublishedRow.Value::metric))
            .distinct()
            .sorted()
            .toList();
    for (String metric : metrics) {
      table.numbers(metric, rows.stream().mapToDouble(row -> row.row().value(metric)).toArray());
    }
    return table
        .texts("attack", texts(rows, row -> row.setting().attack()))
        .texts("attack_split", texts(rows, row -> row.setting().attackSplit()))
        .texts("protocol", texts(rows, row -> row.setting().protocol()))
        .texts("traps", texts(rows, PublishedTable::traps))
        .texts("stands", texts(rows, row -> row.setting().stands()))
        .texts("source", texts(rows, PublishedRow::source))
        .texts("commit", texts(rows, PublishedRow::commit))
        .texts("caveat", texts(rows, PublishedRow::caveat))
        .csv();
  }

  /** For people. */
  public static DataTable shown(List<RowVerdict> rows) {
    return new DataTable()
        .texts("Data set", texts(rows, PublishedRow::dataset))
        .texts("Published as", texts(rows, PublishedRow::name))
        .texts("Where", texts(rows, row -> row.place() + ", " + row.setting().stands()))
        .texts("Verdict", rows.stream().map(row -> row.kind().text()).toList())
        .texts("Test accuracy", texts(rows, row -> rounded(row, "test_accuracy")))
        .texts("Forgetting score", texts(rows, row -> rounded(row, "forgetting_score")))
        .texts("NoMUS", texts(rows, row -> rounded(row, "nomus")))
        .counts("Seeds", rows.stream().map(row -> row.row().seeds()).toList())
        .texts("Network", texts(rows, row -> row.setting().network()))
        .texts("Caveats", texts(rows, PublishedTable::traps));
  }

  private static String traps(PublishedRow row) {
    return row.setting().traps().stream()
        .map(PublishedRow.Trap::text)
        .collect(Collectors.joining("; "));
  }

  private static String rounded(PublishedRow row, String metric) {
    return Numbers.rounded(row.value(metric), 4);
  }

  private static List<String> texts(List<RowVerdict> rows, Function<PublishedRow, String> text) {
    return rows.stream().map(row -> text.apply(row.row())).toList();
  }
}
