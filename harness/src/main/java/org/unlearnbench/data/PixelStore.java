package org.unlearnbench.data;

import org.unlearnbench.data.image.EightBit;

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

  /**
   * Writes image {@code index} as {@link #read} does, as bytes, into the whole of {@code target}.
   */
  default void readBytes(int index, byte[] target) {
    float[] values = new float[target.length];
    read(index, values, 0);
    EightBit.ofUnit(values, 0, target);
  }
}
