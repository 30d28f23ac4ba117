package org.unlearnbench.io;

import java.nio.charset.StandardCharsets;

/** Decimal numbers as text, read to the same bits as {@link Float#parseFloat} but faster. */
public final class Decimals {
  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = powers();

  /** A whole number of so many digits is exact in a double. */
  private static final int MOST_DIGITS = 15;

  /** Bits of a double that a float has not. */
  private static final long DROPPED = (1L << 29) - 1;

  /** What the dropped bits are halfway between two floats. */
  private static final long HALFWAY = 1L << 28;

  private Decimals() {}

  private static double[] powers() {
    double[] powers = new double[23];
    for (int k = 0; k < powers.length; k++) {
      powers[k] = Double.parseDouble("1e" + k);
    }
    return powers;
  }

  /**
   * The float nearest to a text in ASCII.
   *
   * <p>Up to {@value #MOST_DIGITS} digits over a power of ten that is exact: one division gives the
   * double nearest to the number. The float nearest to that double is the one nearest to the
   * number, too, unless the double lies halfway between two floats; such a number, like every text
   * of another form, is left to {@link Float#parseFloat}.
   *
   * @throws NumberFormatException if the text is no number
   */
  public static float toFloat(byte[] text, int start, int length) {
    int end = start + length;
    int at = start;
    boolean negative = at < end && text[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int point = end;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        count++;
      } else if (text[at] == '.' && point == end) {
        point = at;
      } else {
        return slow(text, start, length);
      }
      if (count > MOST_DIGITS) {
        return slow(text, start, length);
      }
    }
    int decimals = Math.max(0, end - point - 1);
    double value = digits / POWERS[decimals];
    boolean halfway = (Double.doubleToRawLongBits(value) & DROPPED) == HALFWAY;
    boolean normal = digits == 0 || value >= Float.MIN_NORMAL;
    if (count == 0 || halfway || !normal) {
      return slow(text, start, length);
    }
    return (float) (negative ? -value : value);
  }

  private static float slow(byte[] text, int start, int length) {
    return Float.parseFloat(new String(text, start, length, StandardCharsets.UTF_8));
  }
}
