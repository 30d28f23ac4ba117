package org.unlearnbench.data;

/** Decoded images of equal size, three channels (RGB) of {@code size x size} 8-bit pixels each. */
public interface PixelStore {

  /** Number of images. */
  int count();

  /** Width and height in pixels. */
  int imageSize();

  /**
   * Writes image {@code index} as channels x rows x columns, values 0..1 (byte / 255), into {@code
   * target} from {@code offset} on.
   */
  void read(int index, float[] target, int offset);
}
