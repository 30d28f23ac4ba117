package org.unlearnbench.figures.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.figures.report.HtmlReport;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.BoardTable;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Publishable;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.StoredRun;

/** Builds a board from run directories and row files. */
public final class Leaderboard {

  private Leaderboard() {}

  /**
   * Builds the board, see {@link Publisher#leaderboard}. Where row files are asked for, a row whose
   * run holds images that may not be shown is refused: a submission is a run directory.
   *
   * @throws InputException if a source is missing, a file in it is damaged, or no row has the
   *     ranking column or it cannot rank
   */
  public static Publisher.Board build(Publisher.BoardRequest request) throws IOException {
    List<LeaderboardRow> found = new ArrayList<>();
    for (Path source : request.sources()) {
      rows(source).forEach(row -> add(found, row));
    }
    found.sort(
        Comparator.comparing(LeaderboardRow::dataset)
            .thenComparing(LeaderboardRow::experiment)
            .thenComparing(LeaderboardRow::method));
    List<String> refused = new ArrayList<>();
    Map<String, List<String>> kept = request.rows().isEmpty() ? Map.of() : kept(request.sources());
    List<LeaderboardRow> taken = taken(found, request.allowDirty(), kept, refused);
    if (!taken.isEmpty()) {
      write(request, taken);
    }
    return new Publisher.Board(taken.size(), refused, notes(taken));
  }

  /** What is to be known of rows that are on the board. */
  private static List<String> notes(List<LeaderboardRow> taken) {
    List<String> old =
        taken.stream()
            .filter(row -> row.cells().stream().anyMatch(cell -> cell.files().isEmpty()))
            .map(LeaderboardRow::origin)
            .distinct()
            .toList();
    String more = old.size() > 1 ? " and " + (old.size() - 1) + " more" : "";
    return old.isEmpty()
        ? List.of()
        : List.of(old.get(0) + more + ": made before checksums, damage to it cannot be seen");
  }

  /** Runs of one experiment over several seeds are one row, as in a report. */
  private static void add(List<LeaderboardRow> found, LeaderboardRow row) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).continues(row)) {
        found.set(i, found.get(i).with(row));
        return;
      }
    }
    found.add(row);
  }

  private static List<LeaderboardRow> rows(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new InputException(source, InputException.noFile(source, "no such file or folder"));
    }
    if (!Files.isDirectory(source)) {
      return List.of(RowFile.read(source));
    }
    if (StoredRows.isRun(source)) {
      return StoredRows.of(source);
    }
    List<LeaderboardRow> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().endsWith(".json")) {
          rows.add(RowFile.read(file));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new InputException(source, "is no run directory and holds no row file (*.json)");
    }
    return rows;
  }

  /** What may not be passed on of the runs whose rows are to be submitted, by the row's name. */
  private static Map<String, List<String>> kept(List<Path> sources) throws IOException {
    Map<String, List<String>> kept = new HashMap<>();
    for (Path source : sources) {
      if (Files.isDirectory(source) && StoredRows.isRun(source)) {
        StoredRun run = StoredRun.open(source);
        for (Cell cell : run.cells()) {
          String row = LeaderboardRow.name(run.experiment(), cell.dataset(), cell.method());
          kept.computeIfAbsent(row, key -> new ArrayList<>())
              .addAll(Publishable.refused(run, cell));
        }
      }
    }
    return kept;
  }

  private static List<LeaderboardRow> taken(
      List<LeaderboardRow> found,
      boolean allowDirty,
      Map<String, List<String>> kept,
      List<String> refused) {
    List<LeaderboardRow> taken = new ArrayList<>();
    Map<String, String> origins = new LinkedHashMap<>();
    Map<String, String> ids = new LinkedHashMap<>();
    for (LeaderboardRow row : found) {
      List<String> problems = new ArrayList<>(row.problems(allowDirty));
      problems.addAll(kept.getOrDefault(row.name(), List.of()));
      String first = origins.putIfAbsent(row.name(), row.origin());
      if (first != null) {
        problems.add("the same row is in " + first);
      }
      row.metricIds()
          .forEach(
              (column, id) -> {
                String other = ids.putIfAbsent(column, id);
                if (other != null && !other.equals(id)) {
                  problems.add(column + " is defined by " + id + ", the board's by " + other);
                }
              });
      String where = row.origin() + ": " + row.name() + ": ";
      problems.forEach(problem -> refused.add(where + problem));
      if (problems.isEmpty()) {
        taken.add(row);
      }
    }
    return taken;
  }

  private static void write(Publisher.BoardRequest request, List<LeaderboardRow> rows)
      throws IOException {
    Path csv = request.csv().toAbsolutePath();
    MergedRun run = new MergedRun(csv.getParent(), request.ranking(), rows);
    checkRanking(request.ranking(), Study.columns(List.of(run)));
    Study study = Study.of(List.of(run));
    AtomicFiles.write(csv, csv(study, run));
    String name = csv.getFileName().toString().replaceAll("\\.csv$", "");
    AtomicFiles.write(
        csv.resolveSibling(name + ".html"),
        HtmlReport.ofBoard(
            study,
            DataSetFigures.of(study, new Look(), new Omissions(study.runs())),
            facts(study, run)));
    if (request.rows().isPresent()) {
      for (LeaderboardRow row : rows) {
        RowFile.write(request.rows().get(), row);
      }
    }
  }

  private static void checkRanking(String ranking, List<MetricColumn> columns)
      throws InputException {
    List<String> valid =
        columns.stream().filter(MetricColumn::ranks).map(MetricColumn::column).toList();
    if (!valid.contains(ranking)) {
      boolean known = columns.stream().anyMatch(column -> column.column().equals(ranking));
      throw new InputException(
          "--rank-by: found '"
              + ranking
              + "'"
              + (known ? ", which does not say whether higher or lower is better" : "")
              + ", expected a column of the rows that ranks; "
              + Nearest.hint(ranking, valid));
    }
  }

  private static String csv(Study study, MergedRun run) {
    Map<String, Function<MethodSummary, String>> facts = new LinkedHashMap<>();
    facts.put("dataset", method -> run.row(method).dataset());
    facts.put("method", method -> run.row(method).method());
    facts.put("experiment", method -> run.row(method).experiment());
    facts.put("verified", method -> run.row(method).verification());
    for (String key :
        List.of(LeaderboardRow.COMMIT, LeaderboardRow.CONFIG, LeaderboardRow.MANIFEST)) {
      facts.put(key, method -> run.row(method).provenance().get(key));
    }
    Map<String, Function<MethodSummary, String>> more =
        Map.of(LeaderboardRow.PROTOCOL, method -> run.row(method).protocol());
    List<BoardTable> boards =
        study.dataSets().stream().map(data -> BoardTable.full(study, data)).toList();
    return BoardTable.file(study.columns(), boards, facts, more).csv();
  }

  /** Data set, method, and where each row comes from, in the order of the board. */
  private static List<List<String>> facts(Study study, MergedRun run) {
    List<List<String>> facts = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        LeaderboardRow row = run.row(method);
        facts.add(
            List.of(
                data.label(),
                method.title(),
                row.experiment(),
                row.verification(),
                row.provenance().get(LeaderboardRow.COMMIT),
                row.provenance().get(LeaderboardRow.CONFIG),
                row.provenance().get(LeaderboardRow.MANIFEST),
                row.protocol(),
                row.plugIns()
                    .map(list -> String.join("; ", list.stream().map(PlugIn::full).toList()))
                    .orElse("")));
      }
    }
    return facts;
  }
}
