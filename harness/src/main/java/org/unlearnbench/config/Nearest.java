package org.unlearnbench.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name a user probably meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The name with the smallest edit distance (insert, delete, replace, swap of neighbours; case
   * ignored), if that is at most a third of the longer name; the first such in iteration order.
   */
  public static Optional<String> to(String found, Collection<String> valid) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : valid) {
      int distance = distance(found.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least && 3 * distance <= Math.max(found.length(), name.length())) {
        best = name;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** "did you mean 'x'? valid: x, y" with the first part only where something is near. */
  public static String hint(String found, Collection<String> valid) {
    String list = valid.isEmpty() ? "none is known" : "valid: " + String.join(", ", valid);
    return to(found, valid).map(name -> "did you mean '" + name + "'? ").orElse("") + list;
  }

  /** Damerau-Levenshtein distance in its restricted form. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
