package org.unlearnbench.data.duplicate;

import java.util.Arrays;

/**
 * Which of many 64-bit hashes are near each other. Equal hashes are one group; groups whose hashes
 * differ in few bits are neighbours.
 *
 * <p>Exact, and without comparing all with all: if two hashes differ in at most b bits and are cut
 * into b + 1 bands, one band at least is equal in both, so only hashes that share a band are
 * compared. For thresholds of many bits the bands are too narrow to help, and all are compared.
 */
public final class NearHashes {
  /** With more bands than this each is shared by too many hashes. */
  private static final int MOST_BANDS = 8;

  private static final int[] NONE = {};

  private final int bits;
  private final long[] distinct;
  private final int[] group;
  private final int[][] rows;
  private final int[][] neighbours;
  private final int[] neighbourCount;

  /**
   * Compares hashes.
   *
   * @param bits groups whose hashes differ in at most so many bits are neighbours
   */
  public NearHashes(int bits, long... hashes) {
    this.bits = bits;
    distinct = Arrays.stream(hashes).sorted().distinct().toArray();
    group = new int[hashes.length];
    int[] sizes = new int[distinct.length];
    for (int row = 0; row < hashes.length; row++) {
      group[row] = Arrays.binarySearch(distinct, hashes[row]);
      sizes[group[row]]++;
    }
    rows = new int[distinct.length][];
    for (int row = hashes.length - 1; row >= 0; row--) {
      int g = group[row];
      if (rows[g] == null) {
        rows[g] = new int[sizes[g]];
      }
      rows[g][--sizes[g]] = row;
    }
    neighbours = new int[distinct.length][];
    Arrays.fill(neighbours, NONE);
    neighbourCount = new int[distinct.length];
    search();
  }

  private void search() {
    if (bits == 0) {
      return;
    }
    if (bits >= MOST_BANDS) {
      compare(0, distinct.length, sorted(0, 0), -1);
      return;
    }
    for (int band = 0; band <= bits; band++) {
      long[] order = sorted(start(band), start(band + 1));
      for (int from = 0, to; from < order.length; from = to) {
        to = from + 1;
        while (to < order.length && order[to] >>> 32 == order[from] >>> 32) {
          to++;
        }
        compare(from, to, order, band);
      }
    }
  }

  /** The first bit of a band. */
  private int start(int band) {
    return band * Long.SIZE / (bits + 1);
  }

  /**
   * Groups, in the low half of each number, sorted by the bits from {@code low} to {@code high}.
   */
  private long[] sorted(int low, int high) {
    long[] order = new long[distinct.length];
    for (int g = 0; g < order.length; g++) {
      order[g] = band(distinct[g], low, high) << 32 | g;
    }
    Arrays.sort(order);
    return order;
  }

  private static long band(long hash, int low, int high) {
    return hash >>> low & (1L << (high - low)) - 1;
  }

  private void compare(int from, int to, long[] order, int band) {
    for (int i = from; i < to; i++) {
      long hash = distinct[(int) order[i]];
      for (int j = i + 1; j < to; j++) {
        long difference = hash ^ distinct[(int) order[j]];
        if (Long.bitCount(difference) <= bits && !sharesEarlierBand(difference, band)) {
          join((int) order[i], (int) order[j]);
        }
      }
    }
  }

  private boolean sharesEarlierBand(long difference, int band) {
    for (int earlier = 0; earlier < band; earlier++) {
      if (band(difference, start(earlier), start(earlier + 1)) == 0) {
        return true;
      }
    }
    return false;
  }

  private void join(int a, int b) {
    add(a, b);
    add(b, a);
  }

  private void add(int to, int neighbour) {
    int count = neighbourCount[to]++;
    if (count == neighbours[to].length) {
      neighbours[to] = Arrays.copyOf(neighbours[to], Math.max(2, 2 * count));
    }
    neighbours[to][count] = neighbour;
  }

  /** Number of different hashes. */
  public int groups() {
    return distinct.length;
  }

  /** The group of a hash, by its position among those given. */
  public int group(int row) {
    return group[row];
  }

  /** The positions of a group's hashes, ascending. */
  public int[] rows(int number) {
    return rows[number].clone();
  }

  /** The group itself and its neighbours, in no particular order. */
  public int[] near(int number) {
    int count = neighbourCount[number];
    int[] near = Arrays.copyOf(neighbours[number], count + 1);
    near[count] = number;
    return near;
  }

  /** In how many bits the hashes of two groups differ. */
  public int distance(int a, int b) {
    return Long.bitCount(distinct[a] ^ distinct[b]);
  }
}
