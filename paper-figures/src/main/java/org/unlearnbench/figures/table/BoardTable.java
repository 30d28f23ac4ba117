package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.metric.attack.Interval;

/**
 * The board of one data set, ready for any format.
 *
 * @param title name of the data set
 * @param columns the metrics shown
 * @param rows best first
 */
public record BoardTable(String title, List<MetricColumn> columns, List<Row> rows) {

  private static final List<String> FIRST_COLUMNS =
      List.of(
          "nomus",
          "test_accuracy",
          "mia",
          "forget_accuracy",
          "tow",
          Columns.COST,
          Columns.CPU_SECONDS,
          "unlearn_seconds",
          "rte",
          "relearn_epochs",
          "weight_distance_original",
          "weight_distance_retrained");

  /** How good a value is among the methods under test. */
  public enum Mark {
    NONE,
    BEST,
    SECOND,
    /** Of a method's name: it costs more than training anew. */
    DEARER
  }

  /**
   * One metric of one method.
   *
   * @param estimate mean and interval
   * @param mark whether it is the best or second best of its column
   */
  public record Value(Estimate estimate, Mark mark) {}

  /**
   * One method.
   *
   * @param method what it did
   * @param values one per column
   */
  public record Row(MethodSummary method, List<Value> values) {

    /** Rank as text, {@code NA} where there is none. */
    public String rank() {
      return method.rank().isPresent()
          ? Integer.toString(method.rank().getAsInt())
          : Numbers.MISSING;
    }

    /** Rank as text with the interval of ranks where there is one: {@code 2 (1-4)}. */
    public String ranks() {
      Interval ranks = method.rank95();
      return ranks.isDefined()
          ? rank() + " (" + (int) ranks.low() + "-" + (int) ranks.high() + ")"
          : rank();
    }

    /** The method's name, and whether it did anything. */
    public String name() {
      return method.title() + (method.didNothing() ? " (did nothing)" : "");
    }

    /** Seeds that finished, and how many failed beside them. */
    public String seeds() {
      int failed = method.failed().size();
      int finished = method.finished().size();
      return failed == 0 ? "" + finished : finished + " (" + failed + " failed)";
    }
  }

  public BoardTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The board of {@code data} with every column of the study. */
  public static BoardTable full(Study study, DataSetStudy data) {
    return of(study, data, study.columns().stream().map(MetricColumn::column).toList());
  }

  /** The board of {@code data} with the columns a reader needs first. */
  public static BoardTable brief(Study study, DataSetStudy data) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(study.ranking().column());
    wanted.addAll(FIRST_COLUMNS);
    wanted.removeIf(column -> Columns.isWallTime(column) && isUnknown(data, column));
    return of(study, data, List.copyOf(wanted));
  }

  private static boolean isUnknown(DataSetStudy data, String column) {
    return data.methods().stream().noneMatch(method -> method.estimate(column).isPresent());
  }

  /** Whether a method costs more than training anew, for a legend that says so. */
  boolean hasDearer() {
    return rows.stream().anyMatch(row -> row.method().isDearer());
  }

  /** The board of {@code data} with those of {@code wanted} that the study has, in that order. */
  public static BoardTable of(Study study, DataSetStudy data, List<String> wanted) {
    List<MetricColumn> columns = wanted.stream().filter(study::has).map(study::column).toList();
    List<Row> rows = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      List<Value> values = new ArrayList<>();
      for (MetricColumn column : columns) {
        values.add(new Value(method.estimate(column.column()), mark(data, method, column)));
      }
      rows.add(new Row(method, List.copyOf(values)));
    }
    return new BoardTable(data.label(), columns, rows);
  }

  /** The jars that made some of it, for a legend; empty if none did. */
  String plugIns() {
    return PlugIn.text(
        rows.stream()
            .flatMap(row -> row.method().plugIns().orElse(List.of()).stream())
            .distinct()
            .toList());
  }

  boolean has(String column) {
    return columns.stream().anyMatch(shown -> shown.column().equals(column));
  }

  /** Whether an interval is shown that was taken on the scale of logarithms. */
  boolean hasLogarithms() {
    return columns.stream().anyMatch(column -> Columns.isLogarithmic(column.column()));
  }

  /** The board for people: rank, method, seeds, then the metrics with their marks. */
  DataTable shown() {
    DataTable table = new DataTable();
    table.texts("#", rows.stream().map(Row::ranks).toList());
    List<String> titles =
        rows.stream().map(row -> row.name() + (row.method().hasPlugIns() ? " ‡" : "")).toList();
    if (hasDearer()) {
      table.marked(
          "Method",
          titles,
          rows.stream().map(row -> row.method().isDearer() ? Mark.DEARER : Mark.NONE).toList());
    } else {
      table.texts("Method", titles);
    }
    table.texts("Seeds", rows.stream().map(Row::seeds).toList());
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      List<Value> values = rows.stream().map(row -> row.values().get(index)).toList();
      MetricColumn column = columns.get(i);
      // Two metrics may carry one title; their columns differ.
      boolean taken = table.headings().contains(column.heading());
      table.marked(
          taken ? column.column() : column.heading(),
          values.stream().map(v -> Numbers.withInterval(v.estimate(), column.unit())).toList(),
          values.stream().map(Value::mark).toList());
    }
    return table;
  }

  /**
   * Boards for a file: several data sets under one header, in full precision, mean and both ends of
   * the interval per metric, whether the method costs more than training anew, and which plug-ins
   * made its row, where that was recorded; at the end those of the rank.
   *
   * @param columns of all boards
   * @param facts what else there is to say of a row, by heading; {@code dataset} and {@code method}
   *     replace what stands there otherwise
   * @param last more of them, in the last columns
   */
  public static DataTable file(
      List<MetricColumn> columns,
      List<BoardTable> boards,
      Map<String, Function<MethodSummary, String>> facts,
      Map<String, Function<MethodSummary, String>> last) {
    boolean recorded =
        boards.stream()
            .flatMap(board -> board.rows.stream())
            .anyMatch(row -> row.method().plugIns().isPresent());
    DataTable all = new BoardTable("", columns, List.of()).file(facts, last, recorded);
    boards.forEach(board -> all.append(board.file(facts, last, recorded)));
    return all;
  }

  private DataTable file(
      Map<String, Function<MethodSummary, String>> facts,
      Map<String, Function<MethodSummary, String>> last,
      boolean recorded) {
    List<MethodSummary> methods = rows.stream().map(Row::method).toList();
    DataTable table = new DataTable();
    Function<MethodSummary, String> label = facts.getOrDefault("dataset", method -> title);
    Function<MethodSummary, String> name = facts.getOrDefault("method", MethodSummary::method);
    table.texts("dataset", methods.stream().map(label).toList());
    table.counts("rank", methods.stream().map(BoardTable::rank).toList());
    table.texts("method", methods.stream().map(name).toList());
    table.counts("n_seeds", methods.stream().map(method -> method.finished().size()).toList());
    for (MetricColumn column : columns) {
      String of = column.column();
      table.numbers(of + "_mean", numbers(methods, m -> m.estimate(of).mean()));
      table.numbers(of + "_ci95_low", numbers(methods, m -> m.estimate(of).low()));
      table.numbers(of + "_ci95_high", numbers(methods, m -> m.estimate(of).high()));
    }
    if (has(Columns.COST)) {
      table.texts("dearer_than_retraining", methods.stream().map(BoardTable::dearer).toList());
    }
    if (recorded) {
      table.texts("plug_ins", methods.stream().map(BoardTable::plugIns).toList());
    }
    facts.forEach(
        (heading, fact) -> {
          if (!heading.equals("dataset") && !heading.equals("method")) {
            table.texts(heading, methods.stream().map(fact).toList());
          }
        });
    table.counts("rank_ci95_low", methods.stream().map(m -> whole(m.rank95().low())).toList());
    table.counts("rank_ci95_high", methods.stream().map(m -> whole(m.rank95().high())).toList());
    last.forEach((heading, fact) -> table.texts(heading, methods.stream().map(fact).toList()));
    return table;
  }

  private static double[] numbers(
      List<MethodSummary> methods, ToDoubleFunction<MethodSummary> value) {
    return methods.stream().mapToDouble(value).toArray();
  }

  /** {@code none}, or all there is to say of each. */
  private static String plugIns(MethodSummary method) {
    return method
        .plugIns()
        .map(
            list ->
                list.isEmpty()
                    ? "none"
                    : String.join("; ", list.stream().map(PlugIn::full).toList()))
        .orElse(Numbers.MISSING);
  }

  private static String dearer(MethodSummary method) {
    boolean known = method.estimate(Columns.COST).isPresent();
    return known ? Boolean.toString(method.isDearer()) : Numbers.MISSING;
  }

  private static Integer rank(MethodSummary method) {
    return method.rank().isPresent() ? method.rank().getAsInt() : null;
  }

  private static Integer whole(double value) {
    return Double.isNaN(value) ? null : (int) value;
  }

  /**
   * Best and second among the methods under test by the mean; equal means share their mark.
   * Original and Retrained are what the others are held against, and get none.
   */
  private static Mark mark(DataSetStudy data, MethodSummary method, MetricColumn column) {
    double mean = method.mean(column.column());
    boolean judged = column.better(1, 0) || column.better(0, 1);
    if (!judged || Double.isNaN(mean) || !method.competes()) {
      return Mark.NONE;
    }
    long better =
        data.methods().stream()
            .filter(MethodSummary::competes)
            .mapToDouble(other -> other.mean(column.column()))
            .filter(other -> column.better(other, mean))
            .distinct()
            .count();
    return better == 0 ? Mark.BEST : better == 1 ? Mark.SECOND : Mark.NONE;
  }
}
