package org.unlearnbench.data.augment;

import java.util.List;

/**
 * The parts of a colour jitter on 8-bit RGB pixels, equal in every bit to Pillow's {@code
 * ImageEnhance} (and so to torchvision's {@code ColorJitter} on a PIL image): each mixes the image
 * with a plainer one, {@code plain + factor * (image - plain)}, cut off at 0 and 255.
 */
public enum ColourChange {
  /** The plain image is black. */
  BRIGHTNESS {
    @Override
    void apply(byte[] pixels, float factor) {
      mixWith(0, pixels, factor);
    }
  },
  /** The plain image is the mean grey. */
  CONTRAST {
    @Override
    void apply(byte[] pixels, float factor) {
      int area = pixels.length / CHANNELS;
      long sum = 0;
      for (int i = 0; i < area; i++) {
        sum += grey(pixels, i, area);
      }
      int mean = (int) ((double) sum / area + 0.5);
      mixWith(mean, pixels, factor);
    }
  },
  /** The plain image is the grey version. */
  SATURATION {
    @Override
    void apply(byte[] pixels, float factor) {
      int area = pixels.length / CHANNELS;
      for (int i = 0; i < area; i++) {
        int grey = grey(pixels, i, area);
        pixels[i] = mix(grey, pixels[i] & 0xff, factor);
        pixels[area + i] = mix(grey, pixels[area + i] & 0xff, factor);
        pixels[2 * area + i] = mix(grey, pixels[2 * area + i] & 0xff, factor);
      }
    }
  };

  /** Number of orders in which the three can be applied. */
  static final int ORDERS = 6;

  private static final int CHANNELS = 3;

  /** Changes [3, height, width] {@code pixels} in place; factor 1 changes nothing. */
  abstract void apply(byte[] pixels, float factor);

  /**
   * A change by a certain factor.
   *
   * @param factor 0: the plain image, 1: unchanged
   */
  public record Step(ColourChange change, float factor) {}

  /** This change by {@code factor}. */
  public Step by(float factor) {
    return new Step(this, factor);
  }

  /** The {@code number}th of the {@link #ORDERS} orders. */
  static List<ColourChange> order(int number) {
    ColourChange first = values()[number / 2];
    ColourChange second = values()[(first.ordinal() + 1) % 3];
    ColourChange third = values()[(first.ordinal() + 2) % 3];
    return number % 2 == 0 ? List.of(first, second, third) : List.of(first, third, second);
  }

  private static int grey(byte[] pixels, int i, int area) {
    int red = pixels[i] & 0xff;
    int green = pixels[area + i] & 0xff;
    int blue = pixels[2 * area + i] & 0xff;
    // ITU-R 601 weights in 16-bit fixed point, rounded, as Pillow has them.
    return red * 19595 + green * 38470 + blue * 7471 + 0x8000 >> 16;
  }

  private static void mixWith(int plain, byte[] pixels, float factor) {
    byte[] mixed = new byte[256];
    for (int value = 0; value < mixed.length; value++) {
      mixed[value] = mix(plain, value, factor);
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = mixed[pixels[i] & 0xff];
    }
  }

  /** Single precision and truncation, as Pillow's blend has them. */
  private static byte mix(int plain, int value, float factor) {
    return (byte) Math.max(0, Math.min(255, (int) (plain + factor * (value - plain))));
  }
}
