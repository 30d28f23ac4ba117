package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.AtomicFiles;

/** Writes {@code leaderboard.csv} and the same boards per data set under {@code tables/}. */
public final class TableFiles {
  private static final List<TableFormat> FOR_PEOPLE =
      List.of(new MarkdownFormat(), new LatexFormat());

  private TableFiles() {}

  /** Writes the files into {@code out}. */
  public static void write(Study study, Path out) throws IOException {
    CsvFormat csv = new CsvFormat();
    List<BoardTable> boards =
        study.dataSets().stream().map(data -> BoardTable.full(study, data)).toList();
    AtomicFiles.write(out.resolve("leaderboard.csv"), csv.render(study.columns(), boards));
    for (int i = 0; i < boards.size(); i++) {
      String slug = study.dataSets().get(i).slug();
      Path tables = out.resolve("tables");
      AtomicFiles.write(tables.resolve(slug + ".csv"), csv.render(boards.get(i)));
      BoardTable brief = BoardTable.brief(study, study.dataSets().get(i));
      for (TableFormat format : FOR_PEOPLE) {
        AtomicFiles.write(tables.resolve(slug + "." + format.extension()), format.render(brief));
      }
    }
  }
}
