package org.unlearnbench.data.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearHashesTests {
  /** Hashes around a few centres, so that many are equal or near. */
  private static long[] clustered(int count) {
    Random random = new Random(5);
    long[] centres = random.longs(20).toArray();
    long[] hashes = new long[count];
    for (int i = 0; i < count; i++) {
      hashes[i] = centres[random.nextInt(centres.length)];
      for (int k = random.nextInt(5); k > 0; k--) {
        hashes[i] ^= 1L << random.nextInt(64);
      }
    }
    return hashes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 20, 64})
  void findsWhatComparingAllWithAllFinds(int bits) {
    long[] hashes = clustered(600);

    NearHashes near = new NearHashes(bits, hashes);

    for (int i = 0; i < hashes.length; i++) {
      long hash = hashes[i];
      int[] found =
          Arrays.stream(near.near(near.group(i)))
              .flatMap(group -> Arrays.stream(near.rows(group)))
              .sorted()
              .toArray();
      int[] expected =
          IntStream.range(0, hashes.length)
              .filter(j -> PerceptualHash.distance(hash, hashes[j]) <= bits)
              .toArray();
      assertThat(found).as("row %d", i).containsExactly(expected);
      int last = found[found.length - 1];
      assertThat(near.distance(near.group(i), near.group(last)))
          .isEqualTo(PerceptualHash.distance(hash, hashes[last]));
    }
  }

  @Test
  void takesNoHashes() {
    assertThat(new NearHashes(2).groups()).isZero();
  }

  /** Comparing all with all would take an hour. */
  @Test
  void comparesAMillionHashes() {
    long[] hashes = new Random(7).longs(1_000_000).toArray();
    hashes[999_999] = hashes[0] ^ 1L << 63 ^ 1;
    Arrays.fill(hashes, 500_000, 600_000, hashes[1]);

    NearHashes near = new NearHashes(2, hashes);

    assertThat(near.near(near.group(0)))
        .containsExactlyInAnyOrder(near.group(0), near.group(999_999));
    assertThat(near.rows(near.group(1))).hasSize(100_001);
  }
}
