package org.unlearnbench.data.image;

import java.util.Arrays;

/**
 * The samples of one component of a JPEG: blocks are turned into samples, and these spread over the
 * picture, as libjpeg-turbo does by default ("islow" transform, "fancy" upsampling), bit for bit.
 */
final class JpegPlane {
  private static final int BLOCK = 8;

  // Rotations of the transform in 13-bit fixed point, as in the paper of Loeffler, Ligtenberg and
  // Moschytz (ICASSP 1989), which libjpeg follows.
  private static final int CONSTANT_BITS = 13;
  private static final int PASS_BITS = 2;
  private static final int F_0_298 = 2446;
  private static final int F_0_390 = 3196;
  private static final int F_0_541 = 4433;
  private static final int F_0_765 = 6270;
  private static final int F_0_899 = 7373;
  private static final int F_1_175 = 9633;
  private static final int F_1_501 = 12299;
  private static final int F_1_847 = 15137;
  private static final int F_1_961 = 16069;
  private static final int F_2_053 = 16819;
  private static final int F_2_562 = 20995;
  private static final int F_3_072 = 25172;

  private final int width;
  private final int height;
  private final int stride;
  private final byte[] samples;
  private final int[] work = new int[BLOCK * BLOCK];

  /**
   * @param width samples per row that belong to the picture
   * @param height rows that belong to the picture
   * @param blocksWide blocks per row that are stored
   * @param blocksHigh rows of blocks that are stored
   */
  JpegPlane(int width, int height, int blocksWide, int blocksHigh) {
    this.width = width;
    this.height = height;
    stride = blocksWide * BLOCK;
    samples = new byte[Math.multiplyExact(stride, blocksHigh * BLOCK)];
  }

  /**
   * Writes the samples of one block.
   *
   * @param coefficients 64 from {@code from} on, row by row
   * @param quantum what each is multiplied by, row by row
   */
  void put(int blockColumn, int blockRow, short[] coefficients, int from, int[] quantum) {
    for (int i = 0; i < BLOCK * BLOCK; i++) {
      work[i] = coefficients[from + i] * quantum[i];
    }
    for (int column = 0; column < BLOCK; column++) {
      transform(column, BLOCK, CONSTANT_BITS - PASS_BITS);
    }
    int to = blockRow * BLOCK * stride + blockColumn * BLOCK;
    for (int row = 0; row < BLOCK; row++, to += stride) {
      transform(row * BLOCK, 1, CONSTANT_BITS + PASS_BITS + 3);
      for (int x = 0; x < BLOCK; x++) {
        samples[to + x] = (byte) Math.max(0, Math.min(255, work[row * BLOCK + x] + 128));
      }
    }
  }

  /** The inverse cosine transform of eight numbers; divides by 2 to the {@code shift}. */
  private void transform(int first, int step, int shift) {
    int[] w = work;
    int i1 = first + step;
    int i2 = i1 + step;
    int i3 = i2 + step;
    int i4 = i3 + step;
    int i5 = i4 + step;
    int i6 = i5 + step;
    int i7 = i6 + step;
    int half = 1 << (shift - 1);
    if ((w[i1] | w[i2] | w[i3] | w[i4] | w[i5] | w[i6] | w[i7]) == 0) {
      int flat = ((w[first] << CONSTANT_BITS) + half) >> shift;
      w[first] = flat;
      w[i1] = flat;
      w[i2] = flat;
      w[i3] = flat;
      w[i4] = flat;
      w[i5] = flat;
      w[i6] = flat;
      w[i7] = flat;
      return;
    }
    int turn = (w[i2] + w[i6]) * F_0_541;
    int even2 = turn - w[i6] * F_1_847;
    int even3 = turn + w[i2] * F_0_765;
    int even0 = (w[first] + w[i4]) << CONSTANT_BITS;
    int even1 = (w[first] - w[i4]) << CONSTANT_BITS;
    int a0 = even0 + even3 + half;
    int a3 = even0 - even3 + half;
    int a1 = even1 + even2 + half;
    int a2 = even1 - even2 + half;

    int z3 = w[i7] + w[i3];
    int z4 = w[i5] + w[i1];
    int z5 = (z3 + z4) * F_1_175;
    int z1 = (w[i7] + w[i1]) * -F_0_899;
    int z2 = (w[i5] + w[i3]) * -F_2_562;
    z3 = z3 * -F_1_961 + z5;
    z4 = z4 * -F_0_390 + z5;
    int odd0 = w[i7] * F_0_298 + z1 + z3;
    int odd1 = w[i5] * F_2_053 + z2 + z4;
    int odd2 = w[i3] * F_3_072 + z2 + z3;
    int odd3 = w[i1] * F_1_501 + z1 + z4;

    w[first] = (a0 + odd3) >> shift;
    w[i7] = (a0 - odd3) >> shift;
    w[i1] = (a1 + odd2) >> shift;
    w[i6] = (a1 - odd2) >> shift;
    w[i2] = (a2 + odd1) >> shift;
    w[i5] = (a2 - odd1) >> shift;
    w[i3] = (a3 + odd0) >> shift;
    w[i4] = (a3 - odd0) >> shift;
  }

  /**
   * Writes row {@code y} of the picture.
   *
   * @param across picture columns per sample
   * @param down picture rows per sample
   * @param target room for {@code across} values per sample of a row
   */
  void row(int y, int across, int down, int[] target) {
    int row = Math.min(y / down, height - 1) * stride;
    if (across == 1 && down == 2) {
      int other = neighbour(y);
      int bias = y % 2 == 0 ? 1 : 2;
      for (int x = 0; x < width; x++) {
        target[x] = (3 * at(row + x) + at(other + x) + bias) >> 2;
      }
    } else if (across == 2 && down == 1 && width > 2) {
      spread(row, row, 2, 1, 2, target);
    } else if (across == 2 && down == 2 && width > 2) {
      spread(row, neighbour(y), 4, 8, 7, target);
    } else {
      for (int x = 0; x < width; x++) {
        Arrays.fill(target, x * across, (x + 1) * across, at(row + x));
      }
    }
  }

  /** Where the row of samples begins that is next nearest to the picture's row {@code y}. */
  private int neighbour(int y) {
    int row = y / 2 + (y % 2 == 0 ? -1 : 1);
    return Math.max(0, Math.min(height - 1, row)) * stride;
  }

  /**
   * Twice as many columns: each is three parts its sample and one part the next nearest one.
   *
   * @param far the row of which one part is mixed with three of {@code near}; equal: none is
   * @param bits of the sum of all parts
   * @param left what is added to round a column left of its sample
   * @param right the same right of its sample
   */
  private void spread(int near, int far, int bits, int left, int right, int... target) {
    boolean two = bits == 4;
    int here = two ? 3 * at(near) + at(far) : at(near);
    int before = here;
    for (int x = 0; x < width; x++) {
      int next = here;
      if (x + 1 < width) {
        next = two ? 3 * at(near + x + 1) + at(far + x + 1) : at(near + x + 1);
      }
      target[2 * x] = (3 * here + before + left) >> bits;
      target[2 * x + 1] = (3 * here + next + right) >> bits;
      before = here;
      here = next;
    }
  }

  private int at(int index) {
    return samples[index] & 0xff;
  }
}
