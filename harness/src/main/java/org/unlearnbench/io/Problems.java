package org.unlearnbench.io;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with the user's input, so that one look shows it all. A file with a
 * mistake in every line gives a short list and a count.
 */
public final class Problems {
  /** So many are kept; of others only how many there are. */
  public static final int MOST_SHOWN = 20;

  private final List<String> shown = new ArrayList<>();
  private int count;

  /** Adds one line: {@code where: what}. */
  public void add(String problem) {
    if (count++ < MOST_SHOWN) {
      shown.add(problem);
    }
  }

  /** Adds what is wrong at a place of a file. */
  public void add(Object at, String message) {
    add(at + ": " + message);
  }

  /** Adds what is wrong with a key of a file. */
  public void key(Object at, String key, String message) {
    add(at, "key '" + key + "': " + message);
  }

  /** Adds several lines. */
  public void addAll(List<String> problems) {
    problems.forEach(this::add);
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Does nothing if nothing was added. */
  public void throwIfAny() throws InputException {
    if (count > MOST_SHOWN) {
      shown.add("... and " + (count - MOST_SHOWN) + " more such problems");
    }
    if (count > 0) {
      throw new InputException(shown);
    }
  }
}
