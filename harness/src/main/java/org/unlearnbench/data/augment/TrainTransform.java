package org.unlearnbench.data.augment;

import java.util.List;

/**
 * One drawn transform: flip, then shear and scale, then colours; equal in every bit to
 * torchvision's functions on a PIL image (nearest pixel, black outside).
 *
 * @param flip whether left and right are swapped
 * @param shear angle along x in degrees
 * @param scale above 1: the middle fills the image
 * @param colours changes in the order they are applied
 */
public record TrainTransform(
    boolean flip, double shear, double scale, List<ColourChange.Step> colours) {
  private static final int FRACTION_BITS = 16;

  public TrainTransform {
    colours = List.copyOf(colours);
  }

  /** The transformed [3, size, size] {@code image}, which is left as it is. */
  public byte[] apply(byte[] image, int size) {
    return recoloured(image, size).pixels();
  }

  /**
   * The same, written as values 0..1.
   *
   * @param offset place of the first value in {@code target}
   */
  public void apply(byte[] image, int size, float[] target, int offset) {
    recoloured(image, size).toUnit(target, offset);
  }

  private Recolouring recoloured(byte[] image, int size) {
    byte[] result = image.clone();
    if (flip) {
      flipRows(result, size);
    }
    if (shear != 0 || scale != 1) {
      result = warp(result, size);
    }
    Recolouring recolouring = new Recolouring(result);
    colours.forEach(recolouring::change);
    return recolouring;
  }

  private static void flipRows(byte[] pixels, int size) {
    for (int start = 0; start < pixels.length; start += size) {
      for (int left = start, right = start + size - 1; left < right; left++, right--) {
        byte swap = pixels[left];
        pixels[left] = pixels[right];
        pixels[right] = swap;
      }
    }
  }

  /**
   * Looks every target pixel up where the inverse of the map about the centre leads: x' = (x + y
   * tan(shear)) / scale, y' = y / scale. In 16.16 fixed point as Pillow does, since rounding
   * decides which of two neighbours is nearest.
   */
  private byte[] warp(byte[] source, int size) {
    double half = size * 0.5;
    double xx = 1 / scale;
    double xy = Math.tan(Math.toRadians(shear)) / scale;
    double xOffset = half - xx * half - xy * half;
    double yOffset = half - xx * half;
    int stepX = fixed(xx);
    int slant = fixed(xy);
    int rowX = fixed(xOffset + xx * 0.5 + xy * 0.5);
    int y = fixed(yOffset + xx * 0.5);
    int area = size * size;
    byte[] target = new byte[source.length];
    for (int row = 0; row < size; row++, rowX += slant, y += stepX) {
      int fromRow = y >> FRACTION_BITS;
      if (fromRow < 0 || fromRow >= size) {
        continue;
      }
      int x = rowX;
      for (int column = 0; column < size; column++, x += stepX) {
        int fromColumn = x >> FRACTION_BITS;
        if (fromColumn >= 0 && fromColumn < size) {
          int from = fromRow * size + fromColumn;
          int to = row * size + column;
          target[to] = source[from];
          target[area + to] = source[area + from];
          target[2 * area + to] = source[2 * area + from];
        }
      }
    }
    return target;
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * (1 << FRACTION_BITS) + 0.5);
  }
}
