package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.Comparison;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.AtomicFiles;

/**
 * Writes {@code leaderboard.csv}, and under {@code tables/} the same boards per data set and, in
 * {@code differences/}, the paired differences to the points of reference, in {@code per-example/}
 * the attack on single examples.
 */
public final class TableFiles {
  private static final List<TableFormat> FOR_PEOPLE =
      List.of(new MarkdownFormat(), new LatexFormat());

  private TableFiles() {}

  /**
   * Writes the files into {@code out}.
   *
   * @param attacks on single examples, of all data sets
   */
  public static void write(Study study, List<PerExample> attacks, Path out) throws IOException {
    for (PerExample attack : attacks) {
      if (!attack.rows().isEmpty()) {
        Path folder = out.resolve("tables").resolve("per-example");
        AtomicFiles.write(
            folder.resolve(attack.data().slug() + ".csv"), PerExampleTable.csv(attack));
      }
    }
    CsvFormat csv = new CsvFormat();
    List<BoardTable> boards =
        study.dataSets().stream().map(data -> BoardTable.full(study, data)).toList();
    AtomicFiles.write(out.resolve("leaderboard.csv"), csv.render(study.columns(), boards));
    for (int i = 0; i < boards.size(); i++) {
      String slug = study.dataSets().get(i).slug();
      Path tables = out.resolve("tables");
      AtomicFiles.write(tables.resolve(slug + ".csv"), csv.render(boards.get(i)));
      AtomicFiles.write(
          tables.resolve("differences").resolve(slug + ".csv"),
          differences(study, study.dataSets().get(i)));
      BoardTable brief = BoardTable.brief(study, study.dataSets().get(i));
      for (TableFormat format : FOR_PEOPLE) {
        AtomicFiles.write(tables.resolve(slug + "." + format.extension()), format.render(brief));
      }
    }
  }

  /** Paired differences of the ranking metric, see {@link Comparison}. */
  private static String differences(Study study, DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Comparison comparison : Comparison.of(study, data)) {
      PairedComparison pair = comparison.differences();
      records.add(
          List.of(
              data.label(),
              comparison.method().method(),
              comparison.reference().method(),
              study.ranking().column(),
              Integer.toString(pair.pairs()),
              Numbers.exact(pair.meanDifference()),
              Numbers.exact(pair.ci95().low()),
              Numbers.exact(pair.ci95().high()),
              Numbers.exact(pair.pValue())));
    }
    return CsvFormat.csv(
        List.of(
            "dataset",
            "method",
            "reference",
            "metric",
            "n_pairs",
            "difference_mean",
            "difference_ci95_low",
            "difference_ci95_high",
            "p_value"),
        records);
  }
}
