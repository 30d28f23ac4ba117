package org.unlearnbench.figures.table;

import java.util.List;
import org.unlearnbench.io.PrintableOutput;

/** GitHub's Markdown; the best value bold, the second best in italics. */
public final class MarkdownFormat {
  private MarkdownFormat() {}

  /** A text from outside, so that it shows as it is and breaks no table. */
  static String escape(String text) {
    return PrintableOutput.line(text)
        .replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_|\\[\\]])", "\\\\$1");
  }

  /** Any table; the second column is a name, the others are numbers. */
  static String render(DataTable table) {
    StringBuilder text = new StringBuilder();
    List<List<String>> lines = table.lines(MarkdownFormat::escape, MarkdownFormat::emphasis);
    text.append(line(lines.get(0)));
    for (int column = 0; column < table.headings().size(); column++) {
      text.append(column == 1 ? "| --- " : "| ---: ");
    }
    text.append("|\n");
    lines.stream().skip(1).forEach(line -> text.append(line(line)));
    return text.toString();
  }

  private static String line(List<String> texts) {
    return "| " + String.join(" | ", texts) + " |\n";
  }

  private static String emphasis(String text, BoardTable.Mark mark) {
    return switch (mark) {
      case BEST -> "**" + text + "**";
      case SECOND -> "*" + text + "*";
      case DEARER -> text + " †";
      case NONE -> text;
    };
  }
}
