package org.unlearnbench.metric.attack;

/**
 * NumPy's legacy generator {@code numpy.random.RandomState(seed)}: the 32-bit Mersenne Twister
 * MT19937 and the shuffles built on it, bit for bit. Published membership attacks draw their
 * subsets with it, so their numbers can only be met with the same stream.
 *
 * <p>Source of the generator: Matsumoto and Nishimura, ACM TOMACS 8 (1998), with the 2002 way of
 * seeding. NumPy keeps this stream unchanged for ever (its compatibility promise, NEP 19).
 *
 * <p>Not safe for use by several threads at once.
 */
public final class NumpyRandomState {
  private static final int LENGTH = 624;
  private static final int MIDDLE = 397;
  private static final int TWIST = 0x9908b0df;

  private final int[] key = new int[LENGTH];
  private int position = LENGTH;

  /**
   * Starts the stream.
   *
   * @param seed 0..2^32 - 1
   */
  public NumpyRandomState(long seed) {
    if (seed < 0 || seed > 0xffffffffL) {
      throw new IllegalArgumentException("a seed lies in 0..2^32-1, not " + seed);
    }
    key[0] = (int) seed;
    for (int i = 1; i < LENGTH; i++) {
      key[i] = 1812433253 * (key[i - 1] ^ (key[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 raw bits. */
  public int nextInt32() {
    if (position == LENGTH) {
      refill();
    }
    int y = key[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void refill() {
    for (int i = 0; i < LENGTH; i++) {
      int y = (key[i] & 0x80000000) | (key[(i + 1) % LENGTH] & 0x7fffffff);
      key[i] = key[(i + MIDDLE) % LENGTH] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    position = 0;
  }

  /**
   * A whole number in 0..max, both included, as the legacy shuffles draw it: the lowest bits that
   * can hold {@code max} are kept, and numbers above it are drawn again. Draws nothing for max 0.
   */
  public int nextInterval(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("the interval 0.." + max + " is empty");
    }
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value = nextInt32() & mask;
    while (value > max) {
      value = nextInt32() & mask;
    }
    return value;
  }

  /** {@code shuffle(values)}: Fisher and Yates from the last place down, in place. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInterval(i);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /** {@code shuffle(values)} in place; draws what {@link #shuffle(int[])} draws. */
  public void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInterval(i);
      double held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /** {@code permutation(count)}: the numbers 0..count-1, shuffled. */
  public int[] permutation(int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }

  /** {@code permutation(values)}: a shuffled copy. */
  public int[] permutation(int[] values) {
    int[] copy = values.clone();
    shuffle(copy);
    return copy;
  }

  /** {@code choice(values, size, replace=False)}: the head of a permutation of all places. */
  public int[] choiceWithoutReplacement(int[] values, int size) {
    if (size > values.length) {
      throw new IllegalArgumentException("cannot choose " + size + " of " + values.length);
    }
    int[] places = permutation(values.length);
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = values[places[i]];
    }
    return chosen;
  }
}
