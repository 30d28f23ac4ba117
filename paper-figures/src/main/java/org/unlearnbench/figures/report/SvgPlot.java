package org.unlearnbench.figures.report;

import java.util.List;
import java.util.Locale;
import org.unlearnbench.figures.palette.Mark;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;

/**
 * A plot in SVG whose colours come from style classes. Sizes are in units that are about a pixel on
 * a small screen.
 */
final class SvgPlot {
  private static final int MOST_LETTERS = 16;

  private final HtmlWriter html;
  private final double width;
  private final double height;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;
  private Range x;
  private Range y;

  /**
   * Opens the picture; {@link #close()} ends it.
   *
   * @param description what a screen reader says
   * @param left room for labels left of the plot
   * @param top room above
   * @param right room right of it
   * @param bottom room below
   */
  SvgPlot(
      HtmlWriter html,
      String description,
      double width,
      double height,
      double left,
      double top,
      double right,
      double bottom) {
    this.html = html;
    this.width = width;
    this.height = height;
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
    html.open(
        "svg",
        "viewBox",
        "0 0 " + number(width) + " " + number(height),
        "role",
        "img",
        "aria-label",
        description);
  }

  void close() {
    html.close();
  }

  /** Sets what the axes span. */
  SvgPlot axes(Range x, Range y) {
    this.x = x;
    this.y = y;
    return this;
  }

  double px(double value) {
    return left + x.share(value) * (width - left - right);
  }

  double py(double value) {
    return height - bottom - y.share(value) * (height - top - bottom);
  }

  /** Grid lines and labels of the x axis. */
  void xTicks(List<Tick> ticks, boolean grid) {
    for (Tick tick : ticks) {
      double at = px(tick.at());
      if (grid) {
        line(at, top, at, height - bottom, "grid");
      }
      line(at, height - bottom, at, height - bottom + 4, "axis");
      if (!tick.label().isEmpty()) {
        text(tick.label(), at, height - bottom + 17, "middle", "tick");
      }
    }
  }

  /** Grid lines and labels of the y axis. */
  void yTicks(List<Tick> ticks, boolean grid) {
    for (Tick tick : ticks) {
      double at = py(tick.at());
      if (grid) {
        line(left, at, width - right, at, "grid");
      }
      line(left - 4, at, left, at, "axis");
      text(tick.label(), left - 7, at + 4, "end", "tick");
    }
  }

  /** Lines of both axes. */
  void frame() {
    line(left, height - bottom, width - right, height - bottom, "axis");
    line(left, top, left, height - bottom, "axis");
  }

  void xTitle(String title) {
    double at = left + (width - left - right) / 2;
    text(title, at, height - 6, "middle", "axis-title");
  }

  void yTitle(String title) {
    double middle = top + (height - top - bottom) / 2;
    html.element(
        "text",
        title,
        "class",
        "axis-title",
        "text-anchor",
        "middle",
        "transform",
        "translate(13 " + number(middle) + ") rotate(-90)");
  }

  /** A line between values on the axes. */
  void segment(double x1, double y1, double x2, double y2, String style) {
    line(px(x1), py(y1), px(x2), py(y2), style);
  }

  /** A line between points of the picture. */
  void line(double x1, double y1, double x2, double y2, String style) {
    html.open(
            "line",
            "class",
            style,
            "x1",
            number(x1),
            "y1",
            number(y1),
            "x2",
            number(x2),
            "y2",
            number(y2))
        .close();
  }

  /** A rectangle between two corners of the picture. */
  void rectangle(double x1, double y1, double x2, double y2, String style) {
    rectangle(x1, y1, x2, y2, style, null);
  }

  /** The same; {@code tip}, if there is one, is shown when it is pointed at. */
  void rectangle(double x1, double y1, double x2, double y2, String style, String tip) {
    html.open(
        "rect",
        "class",
        style,
        "x",
        number(Math.min(x1, x2)),
        "y",
        number(Math.min(y1, y2)),
        "width",
        number(Math.abs(x2 - x1)),
        "height",
        number(Math.abs(y2 - y1)));
    if (tip != null) {
      html.element("title", tip);
    }
    html.close();
  }

  /** A path in units of the picture, see {@link #path}. */
  void path(CharSequence commands, String style) {
    html.open("path", "class", style, "d", commands.toString()).close();
  }

  /** A text anchored at a point of the picture. */
  void text(String text, double atX, double atY, String anchor, String style) {
    html.element(
        "text", text, "class", style, "x", number(atX), "y", number(atY), "text-anchor", anchor);
  }

  /** A method's mark at values on the axes; {@code tip} is shown when it is pointed at. */
  void mark(Mark mark, double atX, double atY, String style, String tip) {
    mark(html, mark, px(atX), py(atY), style, tip);
  }

  /** A mark at a point of a picture. */
  static void mark(HtmlWriter html, Mark mark, double x, double y, String style, String tip) {
    String place = "translate(" + number(x) + " " + number(y) + ")";
    html.open("path", "class", "mark " + style, "d", shape(mark), "transform", place);
    if (tip != null) {
      html.element("title", tip);
    }
    html.close();
  }

  private static String shape(Mark mark) {
    return switch (mark) {
      case CIRCLE -> "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z";
      case SQUARE -> "M-4.4 -4.4H4.4V4.4H-4.4Z";
      case DIAMOND -> "M0 -6L6 0L0 6L-6 0Z";
      case TRIANGLE_UP -> "M0 -5.6L5.8 4.6H-5.8Z";
      case TRIANGLE_DOWN -> "M0 5.6L5.8 -4.6H-5.8Z";
      case PLUS -> "M-2 -5.6H2V-2H5.6V2H2V5.6H-2V2H-5.6V-2H-2Z";
      case CROSS ->
          "M-5 -2.6L-2.6 -5L0 -2.5L2.6 -5L5 -2.6L2.5 0L5 2.6L2.6 5L0 2.5L-2.6 5L-5 2.6L-2.5 0Z";
    };
  }

  /** A method's title where there is little room. */
  static String shortened(String title) {
    return title.length() <= MOST_LETTERS ? title : title.substring(0, MOST_LETTERS - 1) + "…";
  }

  /** A number as SVG wants it, to a hundredth. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "").replaceAll("^-0$", "0");
  }
}
