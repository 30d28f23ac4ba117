package org.unlearnbench.figures.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What all figures have in common: width, size of letters, and fonts of their own, so that none
 * depends on what a machine has installed. Lengths inside a figure are half points.
 */
public final class Look {
  /** Units of a figure in a point, a 72nd of an inch. */
  static final double UNITS = 2;

  private final double width;
  private final double em;
  private final Font regular = load("OpenSans-Regular.ttf");
  private final Font bold = load("OpenSans-Semibold.ttf");

  /** For a column of two: 240 points wide, letters of 7.5 points. */
  public Look() {
    this(240, 7.5);
  }

  /**
   * Another size.
   *
   * @param width of a figure in points
   * @param font size of letters in points
   */
  public Look(double width, double font) {
    this.width = Math.rint(UNITS * width);
    this.em = UNITS * font;
  }

  /** Width of a figure in units. */
  int width() {
    return (int) width;
  }

  /** Size of letters in units. */
  double em() {
    return em;
  }

  Font font() {
    return regular.deriveFont((float) em);
  }

  Font titleFont() {
    return bold.deriveFont((float) (1.1 * em));
  }

  /** {@code text}, cut at its end if needed to be no wider than {@code width}. */
  static String fit(String text, Font font, double width) {
    if (width(text, font) <= width) {
      return text;
    }
    int end = text.length() - 1;
    while (end > 1 && width(text.substring(0, end).stripTrailing() + "…", font) > width) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** Width of {@code text} in units. */
  static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /** The bytes of a font's file. */
  static byte[] bytes(String file) {
    try (InputStream in = Look.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Font load(String file) {
    try {
      return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
