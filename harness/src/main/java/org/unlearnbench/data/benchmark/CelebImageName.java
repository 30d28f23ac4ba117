package org.unlearnbench.data.benchmark;

import java.util.OptionalInt;

/** File names of CelebA-HQ: a number and {@code .jpg}. */
final class CelebImageName {
  private static final String SUFFIX = ".jpg";
  private static final int MOST_DIGITS = 9;

  private CelebImageName() {}

  /** The number in {@code name}; empty if it is no such name. */
  static OptionalInt number(String name) {
    int digits = name.length() - SUFFIX.length();
    if (digits < 1 || digits > MOST_DIGITS || !name.endsWith(SUFFIX)) {
      return OptionalInt.empty();
    }
    return digits(name.substring(0, digits));
  }

  /** A number written with ASCII digits, without sign and without needless zeros. */
  static OptionalInt digits(String text) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    return plain ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
