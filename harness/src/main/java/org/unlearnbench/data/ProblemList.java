package org.unlearnbench.data;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.io.InputException;

/**
 * Collects what is wrong with the user's files, so that one look shows it all. A file with a
 * mistake in every line gives a short list and a count.
 */
public final class ProblemList {
  private static final int MOST_SHOWN = 20;

  private final List<String> shown = new ArrayList<>();
  private int count;

  /** Adds one line: {@code where: what}. */
  public void add(String problem) {
    if (count++ < MOST_SHOWN) {
      shown.add(problem);
    }
  }

  public void addAll(List<String> problems) {
    problems.forEach(this::add);
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Does nothing if nothing was added. */
  public void throwIfAny() throws InputException {
    if (count > MOST_SHOWN) {
      List<String> lines = new ArrayList<>(shown);
      lines.add("... and " + (count - MOST_SHOWN) + " more such problems");
      throw new InputException(lines);
    }
    if (count > 0) {
      throw new InputException(shown);
    }
  }
}
