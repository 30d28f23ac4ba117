package org.unlearnbench.data.augment;

import java.util.List;

/**
 * The parts of a colour jitter on 8-bit RGB pixels, equal in every bit to Pillow's {@code
 * ImageEnhance} (and so to torchvision's {@code ColorJitter} on a PIL image): each mixes the image
 * with a plainer one, {@code plain + factor * (image - plain)}, cut off at 0 and 255.
 */
public enum ColourChange {
  /** The plain image is black. */
  BRIGHTNESS,
  /** The plain image is the mean grey. */
  CONTRAST,
  /** The plain image is the grey version. */
  SATURATION;

  /** Number of orders in which the three can be applied. */
  static final int ORDERS = 6;

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
}
