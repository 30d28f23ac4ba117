package org.unlearnbench.method;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * Independent random streams of one run: every purpose has its own, derived from the run's seed by
 * SHA-256, so that a new consumer never shifts the numbers of an old one.
 *
 * @param seed the run's seed
 */
public record RandomStreams(long seed) {

  /** The stream of a purpose, from its beginning. */
  public SplittableRandom of(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
      byte[] hash = digest.digest(purpose.getBytes(StandardCharsets.UTF_8));
      return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A random order of 0 .. n - 1 (Fisher-Yates). */
  public static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
