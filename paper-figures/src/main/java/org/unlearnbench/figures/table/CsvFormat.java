package org.unlearnbench.figures.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.metric.attack.Interval;

/**
 * {@code leaderboard.csv}: full precision, mean and both ends of the interval per metric; at its
 * end those of the rank.
 */
public final class CsvFormat implements TableFormat {

  /** The last columns. */
  public static final List<String> RANKS = List.of("rank_ci95_low", "rank_ci95_high");

  @Override
  public String extension() {
    return "csv";
  }

  @Override
  public String render(BoardTable table) {
    return render(table.columns(), List.of(table));
  }

  /** Several data sets under one header; all tables have these columns. */
  public String render(List<MetricColumn> columns, List<BoardTable> tables) {
    List<String> header = header(columns);
    header.addAll(RANKS);
    List<List<String>> records = new ArrayList<>();
    for (BoardTable table : tables) {
      for (BoardTable.Row row : table.rows()) {
        List<String> record = record(table, row);
        record.addAll(ranks(row.method()));
        records.add(record);
      }
    }
    return csv(header, records);
  }

  /** The same without {@link #RANKS}. */
  public String renderWithoutRanks(List<MetricColumn> columns, List<BoardTable> tables) {
    List<List<String>> records = new ArrayList<>();
    for (BoardTable table : tables) {
      table.rows().forEach(row -> records.add(record(table, row)));
    }
    return csv(header(columns), records);
  }

  /** The values of {@link #RANKS}. */
  public static List<String> ranks(MethodSummary method) {
    Interval ranks = method.rank95();
    return ranks.isDefined()
        ? List.of(Integer.toString((int) ranks.low()), Integer.toString((int) ranks.high()))
        : List.of(Numbers.MISSING, Numbers.MISSING);
  }

  private static List<String> header(List<MetricColumn> columns) {
    List<String> header = new ArrayList<>(List.of("dataset", "rank", "method", "n_seeds"));
    for (MetricColumn column : columns) {
      header.add(column.column() + "_mean");
      header.add(column.column() + "_ci95_low");
      header.add(column.column() + "_ci95_high");
    }
    return header;
  }

  private static List<String> record(BoardTable table, BoardTable.Row row) {
    List<String> record = new ArrayList<>();
    record.add(table.title());
    record.add(row.rank());
    record.add(row.method().method());
    record.add(Integer.toString(row.method().finished().size()));
    for (BoardTable.Value value : row.values()) {
      record.add(Numbers.exact(value.estimate().mean()));
      record.add(Numbers.exact(value.estimate().low()));
      record.add(Numbers.exact(value.estimate().high()));
    }
    return record;
  }

  /** Any records as CSV. */
  public static String csv(List<String> header, List<List<String>> records) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(header.toArray(String[]::new))
            .get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecords(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringBuilder does not fail
    }
    return text.toString();
  }
}
