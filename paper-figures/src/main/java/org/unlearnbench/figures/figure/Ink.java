package org.unlearnbench.figures.figure;

import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;

/**
 * A colour.
 *
 * @param light on paper and on light pages
 * @param dark what takes its place on dark pages
 */
public record Ink(Color light, Color dark) {
  static final Ink GROUND = of(0xFFFFFF, 0x15181C);
  static final Ink TEXT = of(0x222222, 0xE8EAED);
  static final Ink SOFT = of(0x6B6B6B, 0xA9B1BB);
  static final Ink AXIS = of(0x8A8A8A, 0x8A929C);
  static final Ink GUIDE = of(0xB4B4B4, 0x5D6671);
  static final Ink GRID = of(0xE4E4E4, 0x363D46);
  static final Ink FORGET = of(0xB84A00, 0xF0914A);
  static final Ink UNSEEN = of(0x0B62A0, 0x6DB4EE);

  /**
   * Hues after Okabe and Ito ("Color Universal Design", 2008), darkened where needed to stand out
   * from white: vermilion, blue, reddish purple, orange, sky blue, wine.
   */
  static final List<Ink> METHODS =
      List.of(
          of(0xD55E00, 0xF07F2E),
          of(0x0072B2, 0x4FA3E0),
          of(0xC0629A, 0xD98CBB),
          of(0xB87F00, 0xE6A817),
          of(0x2E93CC, 0x7CC6F0),
          of(0x7B2252, 0xC2608F));

  static final Ink ORIGINAL = of(0x3A3A3A, 0xD0D0D0);
  static final Ink RETRAINED = of(0x007A5A, 0x2FBF95);
  static final Ink RANDOM_MASK = of(0x7D7D7D, 0x9A9A9A);

  private static final Ink OLIVE = of(0x5F8F1F, 0x9BCF52);
  private static final Ink BROWN = of(0x8A6D3B, 0xD0B070);
  private static final Ink VIOLET = of(0x6B5B95, 0xA594D6);
  private static final Ink SLATE = of(0x5B636E, 0xAAB2BD);
  private static final Ink PALE = of(0x8A939E, 0x6F7985);

  /** Phases of a cell, in the order of the work. */
  static final List<Ink> PHASES =
      List.of(SLATE, PALE, METHODS.get(1), METHODS.get(5), BROWN, RETRAINED, ORIGINAL, VIOLET);

  /** Parts of phases. */
  static final List<Ink> PARTS =
      List.of(METHODS.get(0), METHODS.get(3), METHODS.get(4), METHODS.get(2), OLIVE);

  private static Ink of(int light, int dark) {
    return new Ink(new Color(light), new Color(dark));
  }

  /** The colour on light ground as {@code #rrggbb}. */
  public String hex() {
    return hex(light);
  }

  static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }

  /** Rules that give every picture of a page the dark colours where the page is dark. */
  public static String css() {
    StringBuilder css = new StringBuilder("@media screen and (prefers-color-scheme: dark) {\n");
    Stream.of(
            Stream.of(GROUND, TEXT, SOFT, AXIS, GUIDE, GRID, FORGET, UNSEEN),
            METHODS.stream(),
            Stream.of(ORIGINAL, RETRAINED, RANDOM_MASK),
            Stream.of(SLATE, PALE, OLIVE, BROWN, VIOLET))
        .flatMap(inks -> inks)
        .forEach(
            ink ->
                css.append(
                    "svg [fill='%1$s'] { fill: %2$s; } svg [stroke='%1$s'] { stroke: %2$s; }\n"
                        .formatted(ink.hex(), hex(ink.dark))));
    return css.append("}\n").toString();
  }
}
