package org.unlearnbench.figures.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Drawings as SVG: a colour is always an attribute of the form {@code #rrggbb}, so that a page's
 * style can put another one in its place; nothing has an id.
 */
public final class Svg {
  private static final String LETTERS = "MLQCZ";
  private static final int[] POINTS = {1, 1, 2, 3, 0};

  private Svg() {}

  static String file(Drawing drawing) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%spt\" height=\"%spt\""
            .formatted(number(drawing.width() / Look.UNITS), number(drawing.height() / Look.UNITS))
        + inside(drawing, "<style>" + fontFaces() + "</style>\n");
  }

  static String element(Drawing drawing) {
    return "<svg role=\"img\" aria-label=\"" + escape(drawing.title()) + "\"" + inside(drawing, "");
  }

  /** The fonts of all figures, for a style sheet. */
  public static String fontFaces() {
    return fontFace("OpenSans-Regular.ttf", 400) + fontFace("OpenSans-Semibold.ttf", 600);
  }

  private static String fontFace(String file, int weight) {
    return "@font-face { font-family: 'Open Sans Figures'; font-weight: "
        + weight
        + "; src: url(data:font/ttf;base64,"
        + Base64.getEncoder().encodeToString(Look.bytes(file))
        + "); }\n";
  }

  private static String inside(Drawing drawing, String style) {
    StringBuilder out = new StringBuilder();
    out.append(
        " viewBox=\"0 0 %s %s\" font-family=\"'Open Sans Figures', 'Open Sans', sans-serif\">\n"
            .formatted(number(drawing.width()), number(drawing.height())));
    if (!style.isEmpty()) {
      out.append("<title>").append(escape(drawing.title())).append("</title>\n").append(style);
    }
    drawing.parts().forEach(part -> part(out, part));
    return out.append("</svg>\n").toString();
  }

  private static void part(StringBuilder out, Drawing.Part part) {
    if (part instanceof Drawing.Stroked stroked) {
      out.append("<path fill=\"none\"").append(paint("stroke", part.color()));
      stroke(out, stroked.stroke());
      out.append(" d=\"").append(path(stroked.shape())).append("\"/>\n");
    } else if (part instanceof Drawing.Filled filled) {
      out.append("<path").append(paint("fill", part.color()));
      out.append(" d=\"").append(path(filled.shape())).append('"');
      String tip = part.color() instanceof Painter.Tipped tipped ? tipped.tip() : "";
      out.append(tip.isEmpty() ? "/>\n" : "><title>" + escape(tip) + "</title></path>\n");
    } else if (part instanceof Drawing.Written written) {
      text(out, written);
    }
  }

  private static void stroke(StringBuilder out, BasicStroke stroke) {
    out.append(" stroke-width=\"").append(number(stroke.getLineWidth())).append('"');
    if (stroke.getDashArray() != null) {
      float[] dashes = stroke.getDashArray();
      String[] lengths =
          IntStream.range(0, dashes.length).mapToObj(i -> number(dashes[i])).toArray(String[]::new);
      out.append(" stroke-dasharray=\"").append(String.join(" ", lengths)).append('"');
    }
  }

  private static void text(StringBuilder out, Drawing.Written written) {
    AffineTransform place = written.place();
    Font font = written.font();
    String x = number(place.getTranslateX());
    String y = number(place.getTranslateY());
    out.append("<text");
    if (place.getShearY() == 0) {
      out.append(" x=\"" + x + "\" y=\"" + y + "\"");
    } else {
      out.append(" transform=\"translate(" + x + " " + y + ") rotate(-90)\"");
    }
    out.append(" font-size=\"").append(number(font.getSize2D())).append('"');
    out.append(font.getFontName().contains("Semibold") ? " font-weight=\"600\"" : "");
    out.append(paint("fill", written.color())).append('>');
    out.append(escape(written.text())).append("</text>\n");
  }

  private static String paint(String what, Color color) {
    String opacity =
        color.getAlpha() == 255
            ? ""
            : " %s-opacity=\"%s\"".formatted(what, number(color.getAlpha() / 255.0));
    return " " + what + "=\"" + Ink.hex(color) + "\"" + opacity;
  }

  /** A shape as the commands of a path. */
  public static String path(Shape shape) {
    StringBuilder out = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      int kind = i.currentSegment(points);
      out.append(LETTERS.charAt(kind));
      String[] numbers =
          IntStream.range(0, 2 * POINTS[kind])
              .mapToObj(k -> number(points[k]))
              .toArray(String[]::new);
      out.append(String.join(" ", numbers));
    }
    return out.toString();
  }

  /** A number to a hundredth. */
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "").replaceAll("^-0$", "0");
  }

  private static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x80-\\x9f\\u2028-\\u202e\\u2066-\\u2069]", "\ufffd")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;");
  }
}
