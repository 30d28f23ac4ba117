package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.io.PrintableOutput;

/**
 * Aligned plain text for a terminal. Columns that do not fit are left out from the right; rank,
 * method, seeds and the ranking metric always stay.
 */
public final class TextFormat {
  private static final int ALWAYS = 4;
  private static final String GAP = "  ";

  private TextFormat() {}

  /**
   * Any table.
   *
   * @param width columns of the terminal
   */
  static String render(String title, DataTable table, int width) {
    List<List<String>> lines = table.lines(TextFormat::plain, TextFormat::emphasis);
    List<Integer> widths = new ArrayList<>();
    int total = 0;
    for (int column = 0; column < lines.get(0).size(); column++) {
      int index = column;
      int needed = lines.stream().mapToInt(line -> line.get(index).length()).max().orElse(0);
      total += needed + GAP.length();
      if (column >= ALWAYS && total - GAP.length() > width) {
        break;
      }
      widths.add(needed);
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    lines.forEach(line -> text.append(line(line, widths)));
    return text.toString();
  }

  /** A text without what would move the cursor. */
  static String plain(String text) {
    return PrintableOutput.line(text);
  }

  private static String emphasis(String text, BoardTable.Mark mark) {
    return switch (mark) {
      case BEST -> text + " *";
      case DEARER -> text + " †";
      case SECOND, NONE -> text + "  ";
    };
  }

  private static String line(List<String> texts, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.size(); column++) {
      String text = texts.get(column);
      String fill = " ".repeat(Math.max(0, widths.get(column) - text.length()));
      line.append(column == 0 ? "" : GAP).append(column == 1 ? text + fill : fill + text);
    }
    return line.toString().stripTrailing() + "\n";
  }
}
