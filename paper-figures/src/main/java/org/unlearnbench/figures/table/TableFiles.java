package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
            folder.resolve(attack.data().slug() + ".csv"), PerExampleTable.file(attack).csv());
      }
    }
    List<BoardTable> boards =
        study.dataSets().stream().map(data -> BoardTable.full(study, data)).toList();
    AtomicFiles.write(
        out.resolve("leaderboard.csv"),
        BoardTable.file(study.columns(), boards, Map.of(), Map.of()).csv());
    for (int i = 0; i < boards.size(); i++) {
      String slug = study.dataSets().get(i).slug();
      Path tables = out.resolve("tables");
      AtomicFiles.write(
          tables.resolve(slug + ".csv"),
          BoardTable.file(study.columns(), List.of(boards.get(i)), Map.of(), Map.of()).csv());
      AtomicFiles.write(
          tables.resolve("differences").resolve(slug + ".csv"),
          differences(study, study.dataSets().get(i)));
      BoardTable brief = BoardTable.brief(study, study.dataSets().get(i));
      AtomicFiles.write(tables.resolve(slug + ".md"), MarkdownFormat.render(brief.shown()));
      AtomicFiles.write(tables.resolve(slug + ".tex"), LatexFormat.render(brief));
    }
  }

  /** Paired differences of the ranking metric, see {@link Comparison}. */
  private static String differences(Study study, DataSetStudy data) {
    List<Comparison> all = Comparison.of(study, data);
    List<PairedComparison> pairs = all.stream().map(Comparison::differences).toList();
    return new DataTable()
        .texts("dataset", all.stream().map(c -> data.label()).toList())
        .texts("method", all.stream().map(c -> c.method().method()).toList())
        .texts("reference", all.stream().map(c -> c.reference().method()).toList())
        .texts("metric", all.stream().map(c -> study.ranking().column()).toList())
        .counts("n_pairs", pairs.stream().map(PairedComparison::pairs).toList())
        .numbers("difference_mean", numbers(pairs, PairedComparison::meanDifference))
        .numbers("difference_ci95_low", numbers(pairs, p -> p.ci95().low()))
        .numbers("difference_ci95_high", numbers(pairs, p -> p.ci95().high()))
        .numbers("p_value", numbers(pairs, PairedComparison::pValue))
        .csv();
  }

  private static double[] numbers(
      List<PairedComparison> pairs, ToDoubleFunction<PairedComparison> value) {
    return pairs.stream().mapToDouble(value).toArray();
  }
}
