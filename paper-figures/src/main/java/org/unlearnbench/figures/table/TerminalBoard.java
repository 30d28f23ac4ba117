package org.unlearnbench.figures.table;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Notice;
import org.unlearnbench.figures.study.Notices;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.RunDirectory;

/** The boards as plain text, with what to beware of below them. */
public final class TerminalBoard {

  private TerminalBoard() {}

  /**
   * The board as text.
   *
   * @param runs at least one run directory
   * @param width columns the terminal has; wider tables drop their least important columns
   */
  public static String print(List<RunDirectory> runs, int width) throws IOException {
    return text(Study.of(runs), width);
  }

  static String text(Study study, int width) {
    List<BoardTable> tables =
        study.dataSets().stream().map(data -> BoardTable.brief(study, data)).toList();
    String boards =
        tables.stream()
            .map(board -> TextFormat.render(board.title(), board.shown(), width))
            .collect(Collectors.joining("\n"));
    StringBuilder text = new StringBuilder(boards);
    text.append("mean over seeds ± half of the 95 % interval; ");
    if (tables.stream().anyMatch(BoardTable::hasLogarithms)) {
      text.append("costs and times: geometric mean [95 % interval]; ");
    }
    text.append("* best method; ranked by ");
    text.append(study.ranking().title());
    boolean ranks =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .anyMatch(method -> method.rank95().isDefined());
    text.append(ranks ? " (95 % interval of the rank)\n" : "\n");
    if (tables.stream().anyMatch(BoardTable::hasDearer)) {
      text.append("† costs more than training anew: more images processed than for Retrained\n");
    }
    String plugIns =
        tables.stream()
            .map(BoardTable::plugIns)
            .filter(list -> !list.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!plugIns.isEmpty()) {
      line(text, "‡ made with plug-ins that are not in the project: " + plugIns);
    }
    for (Notice warning : Notices.of(study)) {
      line(text, "! " + Notices.line(warning));
    }
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        for (SeedCell cell : method.failed()) {
          String where = data.label() + ", " + method.title() + ", seed " + cell.seed();
          line(text, "failed: " + where + ": " + cell.result().reason());
        }
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(TextFormat.plain(line)).append('\n');
  }
}
