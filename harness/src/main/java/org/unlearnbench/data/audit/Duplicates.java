package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.data.duplicate.PerceptualHash;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;

/**
 * Images that occur more than once.
 *
 * @param nearBits threshold: pairs whose perceptual hashes differ in at most so many of 64 bits
 * @param counts per pair of splits
 * @param across the pairs across splits, in manifest order, at most {@link #MOST_LISTED}
 */
public record Duplicates(int nearBits, Map<Splits, Count> counts, List<Pair> across) {
  /** More pairs than this are counted, not listed. */
  static final int MOST_LISTED = 10_000;

  public Duplicates {
    counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    across = List.copyOf(across);
  }

  /**
   * Number of pairs.
   *
   * @param equal of equal files
   * @param near of other files that look the same
   */
  public record Count(long equal, long near) {}

  /** Pairs of equal files in different splits. */
  long equalAcross() {
    return sumAcross(Count::equal);
  }

  /** Pairs of near duplicates in different splits. */
  long nearAcross() {
    return sumAcross(Count::near);
  }

  private long sumAcross(ToLongFunction<Count> pairs) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isAcross())
        .mapToLong(entry -> pairs.applyAsLong(entry.getValue()))
        .sum();
  }

  /** Compares every image with every other. */
  static Duplicates find(Manifest manifest, List<ImageScan.ScannedImage> scanned, int nearBits) {
    int[] rows = readable(scanned);
    long[] hashes =
        Arrays.stream(rows)
            .mapToLong(row -> scanned.get(row).fingerprint().perceptualHash())
            .toArray();
    Map<Splits, long[]> tally = new LinkedHashMap<>();
    Splits.all().forEach(splits -> tally.put(splits, new long[2]));
    List<Pair> across = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      long hash = hashes[i];
      for (int j = i + 1; j < rows.length; j++) {
        int bits = PerceptualHash.distance(hash, hashes[j]);
        if (bits <= nearBits) {
          ImagePrint first = scanned.get(rows[i]).fingerprint();
          boolean equal = first.equalContent(scanned.get(rows[j]).fingerprint());
          Pair pair =
              new Pair(
                  manifest.entries().get(rows[i]), manifest.entries().get(rows[j]), equal, bits);
          Splits splits = pair.splits();
          tally.get(splits)[equal ? 0 : 1]++;
          if (splits.isAcross() && across.size() < MOST_LISTED) {
            across.add(pair);
          }
        }
      }
    }
    Map<Splits, Count> counts = new LinkedHashMap<>();
    tally.forEach((splits, pairs) -> counts.put(splits, new Count(pairs[0], pairs[1])));
    return new Duplicates(nearBits, counts, across);
  }

  private static int[] readable(List<ImageScan.ScannedImage> scanned) {
    return java.util.stream.IntStream.range(0, scanned.size())
        .filter(row -> scanned.get(row).isReadable())
        .toArray();
  }

  /**
   * Two images that are the same or look the same.
   *
   * @param equal whether the files are equal byte for byte
   * @param bits Hamming distance of the perceptual hashes
   */
  public record Pair(Entry first, Entry second, boolean equal, int bits) {

    Splits splits() {
      return Splits.of(first.split(), second.split());
    }
  }

  /**
   * Two splits, or one twice.
   *
   * @param first not after {@code second} in the order of {@link Split}
   */
  public record Splits(Split first, Split second) {

    /** The pair in its one order. */
    static Splits of(Split a, Split b) {
      return a.compareTo(b) <= 0 ? new Splits(a, b) : new Splits(b, a);
    }

    /** All ten pairs; those of different splits first. */
    static List<Splits> all() {
      List<Splits> across = new ArrayList<>();
      List<Splits> within = new ArrayList<>();
      for (Split first : Split.values()) {
        for (Split second : Split.values()) {
          if (first == second) {
            within.add(new Splits(first, second));
          } else if (first.compareTo(second) < 0) {
            across.add(new Splits(first, second));
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
}
