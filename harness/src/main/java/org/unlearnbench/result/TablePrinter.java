package org.unlearnbench.result;

import java.io.IOException;
import java.util.List;

/**
 * Makes the board that a command prints when it is done; found by {@link java.util.ServiceLoader}.
 * The text is plain, ends with a line feed, and is the same for equal results.
 */
public interface TablePrinter {

  /**
   * The board as text.
   *
   * @param runs at least one run directory
   * @param width columns the terminal has; wider tables drop their least important columns
   */
  String print(List<RunDirectory> runs, int width) throws IOException;
}
