package org.unlearnbench.data.benchmark;

/** Quotes input in messages. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  /** The line in quotes, cut if long, tabs made visible. */
  static String line(String line) {
    if (line.isBlank()) {
      return "an empty line";
    }
    String visible = line.replace("\t", "\\t");
    return visible.length() <= LONGEST
        ? "'" + visible + "'"
        : "'" + visible.substring(0, LONGEST) + "...'";
  }
}
