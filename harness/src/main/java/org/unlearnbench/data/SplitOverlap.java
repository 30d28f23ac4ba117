package org.unlearnbench.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two splits have in common, although they should be disjoint.
 *
 * @param first not after {@code second} in the order of {@link Split}
 * @param second the other one
 * @param people identities with images in both
 * @param images different images (files of equal bytes are one) that are in both
 */
public record SplitOverlap(Split first, Split second, int people, int images) {

  public SplitOverlap {
    int smaller = Math.min(people, images);
    if (smaller < 0) {
      throw new IllegalArgumentException("found " + smaller + ", expected a count");
    }
  }

  /**
   * Every pair of splits that have something in common, in the order of {@link Split}.
   *
   * @param people identities by split
   * @param images hashes of contents by split; empty where they are not known
   */
  public static List<SplitOverlap> find(
      Map<Split, Set<String>> people, Map<Split, Set<String>> images) {
    List<SplitOverlap> overlaps = new ArrayList<>();
    for (Split first : Split.values()) {
      for (Split second : Split.values()) {
        if (first.compareTo(second) < 0) {
          int both = common(people, first, second);
          int same = common(images, first, second);
          if (both + same > 0) {
            overlaps.add(new SplitOverlap(first, second, both, same));
          }
        }
      }
    }
    return overlaps;
  }

  private static int common(Map<Split, Set<String>> sets, Split first, Split second) {
    Set<String> common = new HashSet<>(sets.getOrDefault(first, Set.of()));
    common.retainAll(sets.getOrDefault(second, Set.of()));
    return common.size();
  }
}
