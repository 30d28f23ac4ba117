package org.unlearnbench.data.cache;

import java.util.ArrayList;
import java.util.List;

/** Keeps long lists of complaints readable. */
final class Problems {
  private Problems() {}

  /** The first {@code limit} problems, and a line that counts the others. */
  static List<String> atMost(int limit, List<String> problems) {
    if (problems.size() <= limit) {
      return problems;
    }
    List<String> shown = new ArrayList<>(problems.subList(0, limit));
    shown.add("... and " + (problems.size() - limit) + " more images");
    return shown;
  }
}
