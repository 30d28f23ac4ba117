package org.unlearnbench.data.augment;

import org.unlearnbench.data.image.EightBit;

/**
 * Colour changes of one image. What treats every value alike is only noted in a table of 256
 * values, and done when the pixels are read anyway; the result is the same as one pass per change.
 */
final class Recolouring {
  private static final int VALUES = 256;
  private static final int CHANNELS = 3;

  private final byte[] pixels;
  private final int area;
  private byte[] table = identity();

  /**
   * @param pixels [3, height, width], changed in place
   */
  Recolouring(byte... pixels) {
    this.pixels = pixels;
    this.area = pixels.length / CHANNELS;
  }

  private static byte[] identity() {
    byte[] table = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = (byte) value;
    }
    return table;
  }

  /** Does, or notes, one change. */
  void change(ColourChange.Step step) {
    switch (step.change()) {
      case BRIGHTNESS -> mixWith(0, step.factor());
      case CONTRAST -> mixWith(meanGrey(), step.factor());
      case SATURATION -> saturation(step.factor());
    }
  }

  private int meanGrey() {
    int[] weighted = weighted();
    long sum = 0;
    for (int i = 0; i < area; i++) {
      sum += grey(weighted, i);
    }
    return (int) ((double) sum / area + 0.5);
  }

  private void saturation(float factor) {
    int[] weighted = weighted();
    for (int i = 0; i < area; i++) {
      int grey = grey(weighted, i);
      pixels[i] = mix(grey, table[pixels[i] & 0xff] & 0xff, factor);
      pixels[area + i] = mix(grey, table[pixels[area + i] & 0xff] & 0xff, factor);
      pixels[2 * area + i] = mix(grey, table[pixels[2 * area + i] & 0xff] & 0xff, factor);
    }
    table = identity();
  }

  /** The pixels with all changes. */
  byte[] pixels() {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = table[pixels[i] & 0xff];
    }
    table = identity();
    return pixels;
  }

  /** Writes the pixels with all changes as {@link EightBit#toUnit} does. */
  void toUnit(float[] target, int offset) {
    float[] units = new float[VALUES];
    EightBit.toUnit(table, units, 0);
    for (int i = 0; i < pixels.length; i++) {
      target[offset + i] = units[pixels[i] & 0xff];
    }
  }

  private void mixWith(int plain, float factor) {
    byte[] mixed = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      mixed[value] = mix(plain, table[value] & 0xff, factor);
    }
    table = mixed;
  }

  /** What each value of each channel adds to the grey: ITU-R 601 weights in 16-bit fixed point. */
  private int[] weighted() {
    int[] weighted = new int[CHANNELS * VALUES];
    for (int value = 0; value < VALUES; value++) {
      int seen = table[value] & 0xff;
      weighted[value] = seen * 19595 + 0x8000; // rounds, as Pillow does
      weighted[VALUES + value] = seen * 38470;
      weighted[2 * VALUES + value] = seen * 7471;
    }
    return weighted;
  }

  private int grey(int[] weighted, int i) {
    return weighted[pixels[i] & 0xff]
            + weighted[VALUES + (pixels[area + i] & 0xff)]
            + weighted[2 * VALUES + (pixels[2 * area + i] & 0xff)]
        >> 16;
  }

  /** Single precision and truncation, as Pillow's blend has them. */
  private static byte mix(int plain, int value, float factor) {
    return (byte) Math.max(0, Math.min(255, (int) (plain + factor * (value - plain))));
  }
}
