package org.unlearnbench.figures.table;

import java.util.List;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.io.PrintableOutput;

/** LaTeX with the package booktabs; the best value bold, the second best underlined. */
public final class LatexFormat {
  private LatexFormat() {}

  /** A board: rank, method, and numbers. */
  static String render(BoardTable board) {
    String caption =
        escape(board.title())
            + ": mean over seeds $\\pm$ half of the 95\\,\\% $t$ interval. "
            + "Best method bold, second underlined; Original and Retrained are references."
            + (board.has(Columns.COST)
                ? " Cost: images processed relative to Retrained, forward alone counts 1/3."
                : "")
            + (board.hasLogarithms() ? " Costs: geometric mean, interval in brackets." : "")
            + (board.plugIns().isEmpty()
                ? ""
                : " $\\ddagger$: made with plug-ins that are not in the project: "
                    + escape(board.plugIns())
                    + ".")
            + (board.hasDearer() ? " $\\dagger$: costs more than training anew." : "");
    DataTable table = board.shown();
    return render(caption, "rl" + "r".repeat(table.headings().size() - 2), table);
  }

  /**
   * Any table.
   *
   * @param caption LaTeX
   * @param columns LaTeX's column types
   */
  static String render(String caption, String columns, DataTable table) {
    List<List<String>> lines = table.lines(LatexFormat::escape, LatexFormat::emphasis);
    StringBuilder text = new StringBuilder();
    text.append("% Needs \\usepackage{booktabs}.\n");
    text.append("\\begin{table}\n\\centering\n");
    text.append("\\caption{").append(caption).append("}\n");
    text.append("\\begin{tabular}{").append(columns).append("}\n");
    text.append("\\toprule\n");
    text.append(line(lines.get(0)));
    text.append("\\midrule\n");
    lines.stream().skip(1).forEach(line -> text.append(line(line)));
    text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    return text.toString();
  }

  private static String line(List<String> texts) {
    return String.join(" & ", texts) + " \\\\\n";
  }

  private static String emphasis(String text, BoardTable.Mark mark) {
    return switch (mark) {
      case BEST -> "\\textbf{" + text + "}";
      case SECOND -> "\\underline{" + text + "}";
      case DEARER -> text + "$^\\dagger$";
      case NONE -> text;
    };
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : PrintableOutput.line(text).toCharArray()) {
      switch (c) {
        case '\\' -> escaped.append("\\textbackslash{}");
        case '~' -> escaped.append("\\textasciitilde{}");
        case '^' -> escaped.append("\\textasciicircum{}");
        case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(c);
        case '‡' -> escaped.append("$^\\ddagger$");
        case '±' -> escaped.append("$\\pm$");
        case '<' -> escaped.append("$<$");
        case '>' -> escaped.append("$>$");
        case '|' -> escaped.append("$|$");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
