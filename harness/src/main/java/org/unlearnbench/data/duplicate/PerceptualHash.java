package org.unlearnbench.data.duplicate;

import java.util.Arrays;
import org.unlearnbench.data.image.BilinearResize;
import org.unlearnbench.data.image.RgbImage;

/**
 * A 64-bit fingerprint of what an image looks like: small changes of size, brightness or JPEG
 * quality change few bits, so near duplicates have a small Hamming distance.
 *
 * <p>The DCT hash ("pHash"): the image is stretched to 32x32 and turned to grey (ITU-R 601); of its
 * two-dimensional type-2 cosine transform the 8x8 lowest frequencies are kept; a bit says whether a
 * coefficient lies above their median.
 */
public final class PerceptualHash {
  private static final int SIZE = 32;
  private static final int KEPT = 8;

  /** Coefficients of flat images are rounding noise; this is far below one grey level. */
  private static final double NOISE = 1e-6;

  private static final double[][] COSINE = cosines();

  private PerceptualHash() {}

  /** The hash of {@code image}. */
  public static long of(RgbImage image) {
    double[] low = lowFrequencies(grey(BilinearResize.resize(image, SIZE, SIZE)));
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    long hash = 0;
    for (int i = 0; i < low.length; i++) {
      if (low[i] > median) {
        hash |= 1L << i;
      }
    }
    return hash;
  }

  /** Number of bits in which two hashes differ, 0 to 64. */
  public static int distance(long a, long b) {
    return Long.bitCount(a ^ b);
  }

  private static double[] grey(RgbImage image) {
    byte[] pixels = image.pixels();
    int area = SIZE * SIZE;
    double[] grey = new double[area];
    for (int i = 0; i < area; i++) {
      grey[i] =
          0.299 * (pixels[i] & 0xff)
              + 0.587 * (pixels[area + i] & 0xff)
              + 0.114 * (pixels[2 * area + i] & 0xff);
    }
    return grey;
  }

  private static double[] lowFrequencies(double[] grey) {
    double[] rows = new double[SIZE * KEPT];
    for (int y = 0; y < SIZE; y++) {
      for (int u = 0; u < KEPT; u++) {
        double sum = 0;
        for (int x = 0; x < SIZE; x++) {
          sum += grey[y * SIZE + x] * COSINE[u][x];
        }
        rows[y * KEPT + u] = sum;
      }
    }
    double[] low = new double[KEPT * KEPT];
    for (int v = 0; v < KEPT; v++) {
      for (int u = 0; u < KEPT; u++) {
        double sum = 0;
        for (int y = 0; y < SIZE; y++) {
          sum += rows[y * KEPT + u] * COSINE[v][y];
        }
        low[v * KEPT + u] = Math.abs(sum) < NOISE ? 0 : sum;
      }
    }
    return low;
  }

  private static double[][] cosines() {
    double[][] cosines = new double[KEPT][SIZE];
    for (int u = 0; u < KEPT; u++) {
      for (int x = 0; x < SIZE; x++) {
        cosines[u][x] = StrictMath.cos(Math.PI * u * (2 * x + 1) / (2 * SIZE));
      }
    }
    return cosines;
  }
}
