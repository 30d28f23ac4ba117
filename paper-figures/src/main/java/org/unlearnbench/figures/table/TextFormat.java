package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligned plain text for a terminal. Columns that do not fit are left out from the right; rank,
 * method, seeds and the ranking metric always stay.
 */
public final class TextFormat implements TableFormat {
  private static final int ALWAYS = 4;
  private static final String GAP = "  ";

  private final int width;

  /**
   * @param width columns of the terminal
   */
  public TextFormat(int width) {
    this.width = width;
  }

  @Override
  public String extension() {
    return "txt";
  }

  @Override
  public String render(BoardTable board) {
    List<List<String>> lines =
        DisplayTable.lines(
            DisplayTable.of(board, text -> text.replaceAll("\\p{Cntrl}", " "), this::decorate));
    return render(board.title(), lines);
  }

  /** Any table of texts without control characters, the headings first. */
  String render(String title, List<List<String>> lines) {
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

  private String decorate(String text, BoardTable.Mark mark) {
    return mark == BoardTable.Mark.BEST ? text + " *" : text + "  ";
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
