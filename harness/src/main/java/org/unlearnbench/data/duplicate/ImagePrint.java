package org.unlearnbench.data.duplicate;

import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.data.image.RgbImage;

/**
 * What an image is compared by.
 *
 * @param contentHash hex SHA-256 of the file
 * @param perceptualHash of the image at {@link #SIZE}
 */
public record ImagePrint(String contentHash, long perceptualHash) {
  /** Images are compared at this size, whatever size an experiment asks for. */
  public static final int SIZE = 128;

  /**
   * Two images whose perceptual hashes differ in at most this many of 64 bits count as near
   * duplicates. Re-encoding and resizing change none or two; among the CMU faces (same room, same
   * poses) no two images of different people are closer than four.
   */
  public static final int NEAR = 2;

  /** The fingerprint of a file's content and its decoded image. */
  public static ImagePrint of(String contentHash, RgbImage image, int edgeRows) {
    byte[] pixels = new Preparation(edgeRows, SIZE).apply(image);
    return new ImagePrint(contentHash, PerceptualHash.of(new RgbImage(SIZE, SIZE, pixels)));
  }
}
