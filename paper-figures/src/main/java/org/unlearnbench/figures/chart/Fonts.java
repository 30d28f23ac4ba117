package org.unlearnbench.figures.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The figures' own fonts, so that a figure does not depend on what a machine has installed. */
final class Fonts {
  private final Font regular = load("OpenSans-Regular.ttf");
  private final Font bold = load("OpenSans-Semibold.ttf");

  Font regular(float size) {
    return regular.deriveFont(size);
  }

  Font bold(float size) {
    return bold.deriveFont(size);
  }

  /** {@code text}, cut at its end if needed to be no wider than {@code width} pixels. */
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

  /** Width of {@code text} in pixels. */
  static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  private static Font load(String file) {
    try (InputStream in = Fonts.class.getResourceAsStream(file)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(file + " is damaged", e);
    }
  }
}
