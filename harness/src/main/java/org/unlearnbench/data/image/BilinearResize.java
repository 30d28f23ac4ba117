package org.unlearnbench.data.image;

/**
 * Bilinear resizing with antialiasing, equal to Pillow's {@code Image.resize(size, BILINEAR)} in
 * every bit (and so to torchvision's {@code Resize} on a PIL image).
 *
 * <p>Pillow resamples 8-bit images in two passes, columns first, each rounded to 8 bits. A target
 * pixel is a weighted mean of the source pixels under a triangle as wide as the scale (never
 * narrower than two source pixels); the weights are fixed-point numbers with 22 fractional bits. A
 * pass that would not change its dimension is left out.
 */
public final class BilinearResize {
  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private BilinearResize() {}

  /** {@code image} stretched to {@code width} x {@code height} pixels. */
  public static RgbImage resize(RgbImage image, int width, int height) {
    RgbImage result = image;
    if (width != image.width()) {
      result = resizeColumns(result, new Weights(image.width(), width));
    }
    if (height != image.height()) {
      result = resizeRows(result, new Weights(image.height(), height));
    }
    return result;
  }

  private static RgbImage resizeColumns(RgbImage image, Weights weights) {
    int width = weights.first.length;
    int lines = RgbImage.CHANNELS * image.height();
    byte[] source = image.pixels();
    byte[] target = new byte[lines * width];
    for (int line = 0; line < lines; line++) {
      int from = line * image.width();
      for (int x = 0; x < width; x++) {
        int[] weight = weights.weight[x];
        int start = from + weights.first[x];
        int sum = HALF;
        for (int k = 0; k < weight.length; k++) {
          sum += (source[start + k] & 0xff) * weight[k];
        }
        target[line * width + x] = clip(sum);
      }
    }
    return new RgbImage(width, image.height(), target);
  }

  private static RgbImage resizeRows(RgbImage image, Weights weights) {
    int width = image.width();
    int height = weights.first.length;
    byte[] source = image.pixels();
    byte[] target = new byte[RgbImage.CHANNELS * height * width];
    int[] sums = new int[width];
    for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
      for (int y = 0; y < height; y++) {
        java.util.Arrays.fill(sums, HALF);
        int[] weight = weights.weight[y];
        for (int k = 0; k < weight.length; k++) {
          int start = (channel * image.height() + weights.first[y] + k) * width;
          for (int x = 0; x < width; x++) {
            sums[x] += (source[start + x] & 0xff) * weight[k];
          }
        }
        int to = (channel * height + y) * width;
        for (int x = 0; x < width; x++) {
          target[to + x] = clip(sums[x]);
        }
      }
    }
    return new RgbImage(width, height, target);
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
  }

  /** For each target pixel the first source pixel it takes from and the fixed-point weights. */
  private static final class Weights {
    final int[] first;
    final int[][] weight;

    Weights(int source, int target) {
      double scale = (double) source / target;
      double radius = Math.max(scale, 1.0);
      first = new int[target];
      weight = new int[target][];
      for (int i = 0; i < target; i++) {
        double centre = (i + 0.5) * scale;
        int low = Math.max((int) (centre - radius + 0.5), 0);
        int high = Math.min((int) (centre + radius + 0.5), source);
        double[] exact = new double[high - low];
        double total = 0;
        for (int k = 0; k < exact.length; k++) {
          // Pillow multiplies by the inverse; a division would round differently.
          double distance = Math.abs((k + low - centre + 0.5) * (1.0 / radius));
          exact[k] = distance < 1.0 ? 1.0 - distance : 0.0;
          total += exact[k];
        }
        int[] fixed = new int[exact.length];
        for (int k = 0; k < exact.length; k++) {
          double share = total == 0 ? exact[k] : exact[k] / total;
          fixed[k] = (int) (0.5 + share * (1 << FRACTION_BITS));
        }
        first[i] = low;
        weight[i] = fixed;
      }
    }
  }
}
