package org.unlearnbench.figures.palette;

import java.awt.Color;

/**
 * How a method is drawn.
 *
 * @param onLight colour on a white ground, at least 3:1 against it
 * @param onDark colour on a dark ground, at least 3:1 against it
 * @param mark shape of its points
 */
public record MethodStyle(Color onLight, Color onDark, Mark mark) {

  /** A colour as {@code #rrggbb}. */
  public static String hex(Color color) {
    StringBuilder text = new StringBuilder("#");
    for (int part : new int[] {color.getRed(), color.getGreen(), color.getBlue()}) {
      text.append(Character.forDigit(part >> 4, 16)).append(Character.forDigit(part & 15, 16));
    }
    return text.toString();
  }
}
