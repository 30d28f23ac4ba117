package org.unlearnbench.data.image;

/** The bytes of an image file to pixels. */
@FunctionalInterface
public interface Decoder {

  /**
   * Decodes one image.
   *
   * @throws UnreadableImageException if {@code file} is not a whole image of a known kind
   */
  RgbImage decode(byte[] file) throws UnreadableImageException;
}
