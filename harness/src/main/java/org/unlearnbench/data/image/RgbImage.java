package org.unlearnbench.data.image;

/**
 * An 8-bit RGB image.
 *
 * @param width in pixels, 1 or more
 * @param height in pixels, 1 or more
 * @param pixels [3, height, width] row-major, channels red, green, blue; not copied
 */
public record RgbImage(int width, int height, byte[] pixels) {
  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  public RgbImage {
    if (width < 1 || height < 1 || pixels.length != (long) CHANNELS * width * height) {
      throw new IllegalArgumentException(
          pixels.length + " bytes cannot be an RGB image of " + width + "x" + height);
    }
  }

  /** This image with {@code rows} copies of the first row above and of the last row below. */
  public RgbImage withRepeatedEdgeRows(int rows) {
    if (rows == 0) {
      return this;
    }
    int tall = height + 2 * rows;
    byte[] padded = new byte[CHANNELS * width * tall];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = 0; y < tall; y++) {
        int from = Math.min(Math.max(y - rows, 0), height - 1);
        System.arraycopy(
            pixels, (channel * height + from) * width, padded, (channel * tall + y) * width, width);
      }
    }
    return new RgbImage(width, tall, padded);
  }
}
