package org.unlearnbench.method;

import java.util.Arrays;
import java.util.BitSet;

/** The places of the smallest or largest of many numbers; of equal ones, the first. */
public final class Extremes {
  private Extremes() {}

  /**
   * The places of the {@code count} smallest values in [begin, end).
   *
   * @param values without NaN
   */
  public static BitSet smallest(float[] values, int begin, int end, int count) {
    return smallest(Arrays.copyOfRange(values, begin, end), begin, count);
  }

  /** The places of the {@code count} largest values in [begin, end). */
  public static BitSet largest(float[] values, int begin, int end, int count) {
    float[] negated = Arrays.copyOfRange(values, begin, end);
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -negated[i];
    }
    return smallest(negated, begin, count);
  }

  private static BitSet smallest(float[] values, int begin, int count) {
    BitSet places = new BitSet();
    if (count == 0) {
      return places;
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float bound = sorted[count - 1];
    int below = 0;
    for (float value : values) {
      below += value < bound ? 1 : 0;
    }
    int equal = count - below;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < bound || values[i] == bound && equal-- > 0) {
        places.set(begin + i);
      }
    }
    return places;
  }
}
