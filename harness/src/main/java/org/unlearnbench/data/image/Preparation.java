package org.unlearnbench.data.image;

/**
 * From a decoded image to what a network is shown.
 *
 * @param edgeRows repeats of the first and of the last row added above and below
 * @param imageSize width and height to stretch to, in pixels
 */
public record Preparation(int edgeRows, int imageSize) {

  public Preparation {
    if (edgeRows < 0 || imageSize < 1) {
      throw new IllegalArgumentException("edge rows " + edgeRows + ", image size " + imageSize);
    }
  }

  /** [3, imageSize, imageSize]. */
  public byte[] apply(RgbImage image) {
    return BilinearResize.resize(image.withRepeatedEdgeRows(edgeRows), imageSize, imageSize)
        .pixels();
  }

  /** Bytes of one prepared image. */
  public int length() {
    return Math.multiplyExact(RgbImage.CHANNELS, Math.multiplyExact(imageSize, imageSize));
  }

  /**
   * Says everything that shapes the result; part of cache keys, so it must change with the code.
   */
  public String id() {
    return "imageio-rgb@1 edge-rows=" + edgeRows + " pillow-bilinear@1 size=" + imageSize;
  }
}
