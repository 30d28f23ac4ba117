package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.List;

/** Sentences that many rows share: each is said once, below the table, and marked in the rows. */
public final class Footnotes {
  private static final int LETTERS = 26;

  private final List<String> texts = new ArrayList<>();

  /** The marks of {@code sentences}, which are noted where they are new: {@code a, c}. */
  public String marks(List<String> sentences) {
    List<String> marks = new ArrayList<>();
    for (String sentence : sentences) {
      if (!texts.contains(sentence)) {
        texts.add(sentence);
      }
      marks.add(mark(texts.indexOf(sentence)));
    }
    return String.join(", ", marks);
  }

  /** Mark and sentence each, in the order of their first use. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    texts.forEach(text -> lines.add(mark(lines.size()) + ": " + text));
    return lines;
  }

  /** a to z, then aa, ab and so on. */
  private static String mark(int index) {
    String last = String.valueOf((char) ('a' + index % LETTERS));
    return index < LETTERS ? last : mark(index / LETTERS - 1) + last;
  }
}
