package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.data.duplicate.NearHashes;
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

  /** Compares every image with every other, without looking at all pairs. */
  static Duplicates find(Manifest manifest, List<ImageScan.ScannedImage> scanned, int nearBits) {
    int[] rows =
        IntStream.range(0, scanned.size()).filter(row -> scanned.get(row).isReadable()).toArray();
    return new Search(manifest, scanned, nearBits, rows).result();
  }

  /** Counts by multiplying sizes of groups; looks at single pairs only to list them. */
  private static final class Search {
    private final List<Entry> entries;
    private final List<ImageScan.ScannedImage> scanned;
    private final int[] rows;
    private final int nearBits;
    private final NearHashes hashes;
    private final Map<Splits, long[]> tally = new LinkedHashMap<>();

    /** By group and split: its images, as positions in {@link #rows}, ascending. */
    private final int[][][] bySplit;

    Search(Manifest manifest, List<ImageScan.ScannedImage> scanned, int nearBits, int... rows) {
      this.entries = manifest.entries();
      this.scanned = scanned;
      this.nearBits = nearBits;
      this.rows = rows;
      hashes =
          new NearHashes(
              nearBits,
              Arrays.stream(rows).mapToLong(row -> print(row).perceptualHash()).toArray());
      bySplit = new int[hashes.groups()][][];
      for (int group = 0; group < bySplit.length; group++) {
        int[] members = hashes.rows(group);
        bySplit[group] =
            Arrays.stream(Split.values())
                .map(split -> Arrays.stream(members).filter(i -> split(i) == split).toArray())
                .toArray(int[][]::new);
      }
    }

    private ImagePrint print(int row) {
      return scanned.get(row).fingerprint();
    }

    private Split split(int position) {
      return entries.get(rows[position]).split();
    }

    Duplicates result() {
      Splits.all().forEach(splits -> tally.put(splits, new long[2]));
      for (int group = 0; group < bySplit.length; group++) {
        for (int other : hashes.near(group)) {
          if (other >= group) {
            count(sizes(bySplit[group]), sizes(bySplit[other]), group == other, 1);
          }
        }
      }
      Map<String, int[]> contents = new HashMap<>();
      for (int row : rows) {
        contents
            .computeIfAbsent(print(row).contentHash(), hash -> new int[Split.values().length])[
            entries.get(row).split().ordinal()]++;
      }
      contents.values().forEach(sizes -> count(sizes, sizes, true, 0));
      Map<Splits, Count> counts = new LinkedHashMap<>();
      tally.forEach(
          (splits, pairs) -> counts.put(splits, new Count(pairs[0], pairs[1] - pairs[0])));
      return new Duplicates(nearBits, counts, across());
    }

    private static int[] sizes(int[]... members) {
      return Arrays.stream(members).mapToInt(of -> of.length).toArray();
    }

    /** Adds the pairs of two groups, or of one with itself, to a place of the tally. */
    private void count(int[] first, int[] second, boolean same, int place) {
      for (Split a : Split.values()) {
        for (Split b : Split.values()) {
          long pairs = (long) first[a.ordinal()] * second[b.ordinal()];
          if (same) {
            pairs = a == b ? (pairs - first[a.ordinal()]) / 2 : a.compareTo(b) < 0 ? pairs : 0;
          }
          tally.get(Splits.of(a, b))[place] += pairs;
        }
      }
    }

    /** The first pairs across splits, by the place of the earlier image, then of the later. */
    private List<Pair> across() {
      List<Pair> across = new ArrayList<>();
      for (int i = 0; i < rows.length && across.size() < MOST_LISTED; i++) {
        int[] later = later(i, MOST_LISTED - across.size());
        for (int j : later) {
          boolean equal = print(rows[i]).contentHash().equals(print(rows[j]).contentHash());
          int bits = hashes.distance(hashes.group(i), hashes.group(j));
          across.add(new Pair(entries.get(rows[i]), entries.get(rows[j]), equal, bits));
        }
      }
      return across;
    }

    private int[] later(int position, int most) {
      IntStream.Builder later = IntStream.builder();
      for (int group : hashes.near(hashes.group(position))) {
        for (Split other : Split.values()) {
          if (other != split(position)) {
            int[] members = bySplit[group][other.ordinal()];
            int from = -1 - Arrays.binarySearch(members, position);
            for (int k = from; k < Math.min(members.length, from + most); k++) {
              later.add(members[k]);
            }
          }
        }
      }
      return later.build().sorted().limit(most).toArray();
    }
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
