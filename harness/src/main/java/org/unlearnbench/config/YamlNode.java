package org.unlearnbench.config;

import java.util.List;
import java.util.Optional;

/** A YAML document as a tree that knows where each piece stands. Immutable. */
sealed interface YamlNode {

  Position at();

  /** For messages: what was found, on one line. */
  String describe();

  /**
   * A single value.
   *
   * @param plain written without quotes, so that it may mean a number, a flag or nothing
   */
  record Scalar(Position at, String text, boolean plain) implements YamlNode {
    private static final int SHOWN = 60;

    /** Nothing is written: {@code key:}, {@code ~} or {@code null}. */
    boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String describe() {
      if (isNothing()) {
        return "nothing";
      }
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
      StringBuilder safe = new StringBuilder();
      shown
          .codePoints()
          .forEach(
              c -> {
                if (Character.isISOControl(c)) {
                  safe.append(String.format("\\u%04x", c));
                } else {
                  safe.appendCodePoint(c);
                }
              });
      return plain ? safe.toString() : "'" + safe + "'";
    }
  }

  /** A list. */
  record Sequence(Position at, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Keys with values, in the order written; keys may repeat. */
  record Mapping(Position at, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The first value of that key. */
    Optional<YamlNode> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /** One key with its value. */
  record Entry(Position at, String key, YamlNode value) {}

  /**
   * Where a piece of configuration comes from, for messages.
   *
   * @param source file name, or the command-line option
   * @param line line, from 1; 0: the source has no lines
   * @param column column, from 1
   */
  record Position(String source, int line, int column) {

    /** A place without lines: a command-line option, or a file as a whole. */
    static Position of(String source) {
      return new Position(source, 0, 0);
    }

    @Override
    public String toString() {
      return line == 0 ? source : source + ":" + line + ":" + column;
    }
  }
}
