package org.unlearnbench.config;

/**
 * Where a piece of configuration comes from, for messages.
 *
 * @param source file name, or the command-line option
 * @param line line, from 1; 0: the source has no lines
 * @param column column, from 1
 */
public record Position(String source, int line, int column) {

  /** A place without lines: a command-line option, or a file as a whole. */
  public static Position of(String source) {
    return new Position(source, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
