package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.data.Split;

/**
 * Two splits, or one twice.
 *
 * @param first not after {@code second} in the order of {@link Split}
 */
public record SplitPair(Split first, Split second) {

  /** The pair in its one order. */
  static SplitPair of(Split a, Split b) {
    return a.compareTo(b) <= 0 ? new SplitPair(a, b) : new SplitPair(b, a);
  }

  /** All ten pairs; those of different splits first. */
  static List<SplitPair> all() {
    List<SplitPair> across = new ArrayList<>();
    List<SplitPair> within = new ArrayList<>();
    for (Split first : Split.values()) {
      for (Split second : Split.values()) {
        if (first == second) {
          within.add(new SplitPair(first, second));
        } else if (first.compareTo(second) < 0) {
          across.add(new SplitPair(first, second));
        }
      }
    }
    across.addAll(within);
    return across;
  }

  boolean isAcross() {
    return first != second;
  }

  @Override
  public String toString() {
    return first.key() + "/" + second.key();
  }
}
