package org.unlearnbench.data.image;

/** Between 8-bit pixels and the floats 0..1 that networks are shown; there and back is exact. */
public final class EightBit {
  private static final float[] UNIT = unitInterval();

  private EightBit() {}

  /** Writes {@code value / 255} of each pixel to {@code target} from {@code offset} on. */
  public static void toUnit(byte[] pixels, float[] target, int offset) {
    for (int i = 0; i < pixels.length; i++) {
      target[offset + i] = UNIT[pixels[i] & 0xff];
    }
  }

  /** Fills {@code pixels} from the values in {@code source} from {@code offset} on. */
  public static void ofUnit(float[] source, int offset, byte[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (source[offset + i] * 255 + 0.5f);
    }
  }

  private static float[] unitInterval() {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f;
    }
    return values;
  }
}
