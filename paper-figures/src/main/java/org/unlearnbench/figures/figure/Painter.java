package org.unlearnbench.figures.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lays out a {@link Plot} and draws it: XChart what lies inside the axes; titles, ticks and keys
 * are ours, since XChart turns text into outlines and leaves out the ends of an axis.
 */
final class Painter {
  private static final Color UNSEEN = new Color(255, 255, 255, 0);

  /** Letters at which widths of lines are as a plot says. */
  private static final double USUAL_EM = 15;

  /** Titles of panels up to this width, in ems, are not cut; longer ones make way for panels. */
  private static final double TITLE = 7.5;

  private final Plot plot;
  private final Look look;
  private final Font font;
  private final double em;
  private final VectorGraphics2D g = new VectorGraphics2D();

  Painter(Plot plot, Look look) {
    this.plot = plot;
    this.look = look;
    this.font = look.font();
    this.em = look.em();
  }

  Drawing draw() {
    int height = (int) Math.rint(plot.height() * em);
    List<Tick> yTicks = plot.y().ticks(height, em, label -> 1.4 * em);
    double labels = widest(yTicks.stream().map(Tick::label).toList(), 10 * em);
    double left = 0.9 * em + labels + (plot.y().title().isEmpty() ? 0 : 1.7 * em);
    double ends = widest(plot.y().ends(), 8 * em);
    double right = Math.max(1.2 * em, 0.6 * em + ends);
    // Labels at the ends of axes side by side must not meet.
    double gap = (plot.x().kind() == Axis.Kind.LINEAR ? 2.2 : 1.1) * em;
    int columns = plot.columns();
    int width = width(look.width() - left - right, gap, columns);
    double title = widest(plot.panels().stream().map(Plot.Panel::title).toList(), TITLE * em);
    // Panels too narrow for their titles, which may reach into the gap or the margin, stand below
    // each other.
    double beyond = Math.min(gap - 0.4 * em, right - 0.3 * em);
    while (columns > 1 && title > width + beyond) {
      columns--;
      width = width(look.width() - left - right, gap, columns);
    }
    List<Tick> xTicks =
        plot.x()
            .ticks(width, 1.5 * em, label -> Look.width(label, font) + (label.isEmpty() ? 0 : em));

    double y = 2.1 * em;
    if (plot.title().isEmpty()) {
      y = 0.5 * em;
    }
    List<Placed> places = new ArrayList<>();
    for (int i = 0; i < plot.panels().size(); i++) {
      if (i % columns == 0) {
        y += plot.panels().get(i).title().isEmpty() ? 0 : 1.5 * em;
      }
      places.add(new Placed((int) (left + i % columns * (width + gap)), (int) y, width, height));
      if (i % columns == columns - 1 || i == plot.panels().size() - 1) {
        y += height + 1.7 * em;
      }
    }
    double xTitle = y;
    y += plot.x().title().isEmpty() ? 0.2 * em : 1.7 * em;
    List<double[]> keys = new ArrayList<>();
    y = placeKeys(keys, y);

    double total = Math.ceil(y + 0.3 * em);
    g.setColor(Ink.GROUND.light());
    g.fill(new Rectangle2D.Double(0, 0, look.width(), total));
    Font titleFont = look.titleFont();
    String heading = Look.fit(plot.title(), titleFont, look.width() - 1.2 * em);
    text(heading, titleFont, Ink.TEXT, 0.6 * em, 1.2 * em, 0);
    for (int i = 0; i < places.size(); i++) {
      double room = columns == 1 ? look.width() - left : width + beyond;
      panel(plot.panels().get(i), places.get(i), xTicks, yTicks, i % columns == 0, room);
    }
    String below = fit(plot.x().title(), look.width() - em);
    double half = Look.width(below, font) / 2 + 0.5 * em;
    double middle = left + (look.width() - left - right) / 2;
    middle = Math.max(half, Math.min(middle, look.width() - half));
    text(below, font, Ink.TEXT, middle, xTitle + 0.5 * em, 0.5);
    yTitle(places.get(0));
    for (int i = 0; i < keys.size(); i++) {
      key(plot.keys().get(i), keys.get(i)[0], keys.get(i)[1]);
    }
    return Drawing.of(plot.title(), look.width(), total, g.getCommands());
  }

  private static int width(double all, double gap, int columns) {
    return (int) ((all - (columns - 1) * gap) / columns);
  }

  private record Placed(int left, int top, int width, int height) {
    double right() {
      return left + width;
    }

    double bottom() {
      return top + height;
    }
  }

  private double widest(List<String> texts, double most) {
    return texts.stream().mapToDouble(t -> Math.min(most, Look.width(t, font))).max().orElse(0);
  }

  private String fit(String text, double width) {
    return Look.fit(text, font, width);
  }

  /** Gives every key its place, left and middle, and returns where the last row ends. */
  private double placeKeys(List<double[]> places, double top) {
    double x = 0.6 * em;
    double y = top + 0.3 * em;
    for (Plot.Key key : plot.keys()) {
      double width = 3.4 * em + Look.width(fit(key.text(), keyWidth()), font);
      if (x > em && x + width - em > look.width()) {
        x = 0.6 * em;
        y += 1.45 * em;
      }
      places.add(new double[] {x, y + 0.5 * em});
      x += width;
    }
    return places.isEmpty() ? top : y + 1.3 * em;
  }

  private double keyWidth() {
    return Math.min(14 * em, look.width() - 3.5 * em);
  }

  private void key(Plot.Key key, double x, double y) {
    double middle = x + 0.9 * em;
    if (key.sign() instanceof Plot.Line line) {
      g.setColor(line.ink().light());
      g.setStroke(stroke(line));
      g.draw(new Line2D.Double(x, y, x + 1.8 * em, y));
    } else if (key.sign() instanceof Plot.Point point) {
      mark(g, point, middle, y);
    } else if (key.sign() instanceof Plot.Curve curve) {
      Plot.Line line = Plot.line(0, 0, 1, 0, curve.style().ink(), 1.9);
      key(
          new Plot.Key(
              "", new Plot.Line(line.x(), line.y(), line.ink(), 1.9, curve.style().dash())),
          x,
          y);
      mark(g, new Plot.Point(0, 0, curve.style(), ""), middle, y);
    } else if (key.sign() instanceof Plot.Dot dot) {
      dot(g, dot, middle, y);
    } else if (key.sign() instanceof Plot.Area area) {
      g.setColor(color(area));
      g.fill(new Rectangle2D.Double(middle - 0.5 * em, y - 0.4 * em, em, 0.8 * em));
    }
    text(fit(key.text(), keyWidth()), font, Ink.TEXT, x + 2.2 * em, y, 0);
  }

  private void panel(
      Plot.Panel panel,
      Placed at,
      List<Tick> xTicks,
      List<Tick> yTicks,
      boolean labelled,
      double room) {
    text(fit(panel.title(), room), font, Ink.TEXT, at.left, at.top - 0.8 * em, 0);
    double tick = 0.3 * em;
    for (Tick t : xTicks) {
      double x = at.left + plot.x().range().share(t.at()) * at.width;
      if (plot.x().grid()) {
        line(Ink.GRID, x, at.top, x, at.bottom());
      }
      line(Ink.AXIS, x, at.bottom(), x, at.bottom() + tick);
      text(t.label(), font, Ink.TEXT, x, at.bottom() + 0.95 * em, 0.5);
    }
    for (int i = 0; i < yTicks.size(); i++) {
      double y = at.bottom() - plot.y().range().share(yTicks.get(i).at()) * at.height;
      if (plot.y().grid()) {
        line(Ink.GRID, at.left, y, at.right(), y);
      }
      line(Ink.AXIS, at.left - tick, y, at.left, y);
      if (labelled) {
        String label = fit(yTicks.get(i).label(), 10 * em);
        text(label, font, Ink.TEXT, at.left - 0.5 * em, y, 1);
      }
      if (i < plot.y().ends().size()) {
        text(plot.y().ends().get(i), font, Ink.TEXT, at.right() + 0.4 * em, y, 0);
      }
    }
    g.translate(at.left, at.top);
    chart(panel, at).paint(g, at.width, at.height);
    g.translate(-at.left, -at.top);
    line(Ink.AXIS, at.left, at.bottom(), at.right(), at.bottom());
    line(Ink.AXIS, at.left, at.top, at.left, at.bottom());
    for (Plot.Item item : panel.items()) {
      if (item instanceof Plot.Note note) {
        note(note, at);
      }
    }
  }

  private void note(Plot.Note note, Placed at) {
    double x = at.left + plot.x().range().share(note.x()) * at.width;
    double y = at.bottom() - plot.y().range().share(note.y()) * at.height;
    double width = Look.width(note.text(), font) + 0.2 * em;
    g.setColor(Ink.GROUND.light());
    g.fill(new Rectangle2D.Double(x - width / 2, y - 0.5 * em, width, em));
    text(note.text(), font, Ink.SOFT, x, y, 0.5);
  }

  private void yTitle(Placed first) {
    String title = fit(plot.y().title(), Math.max(first.height, 12 * em));
    AffineTransform before = g.getTransform();
    g.translate(0.95 * em, first.top + first.height / 2.0);
    g.rotate(-Math.PI / 2);
    text(title, font, Ink.TEXT, 0, 0, 0.5);
    g.setTransform(before);
  }

  /** Text whose capital letters have their middle at {@code y}. */
  private void text(String text, Font font, Ink ink, double x, double y, double anchor) {
    if (!text.isBlank()) {
      g.setFont(font);
      g.setColor(ink.light());
      double capital = 0.714 * font.getSize2D();
      double left = x - anchor * Look.width(text, font);
      g.drawString(text, (float) left, (float) (y + capital / 2));
    }
  }

  private void line(Ink ink, double x1, double y1, double x2, double y2) {
    g.setColor(ink.light());
    g.setStroke(new BasicStroke((float) (1.1 * em / USUAL_EM)));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  private BasicStroke stroke(Plot.Line line) {
    float scale = (float) (em / USUAL_EM);
    float[] dashes = line.dash().lengths(scale);
    return new BasicStroke(
        (float) line.width() * scale, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static Color color(Plot.Area area) {
    Color color = area.ink().light();
    int alpha = (int) Math.rint(255 * area.opacity());
    return new Tipped(
        new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha), area.tip());
  }

  private void dot(Graphics2D graphics, Plot.Dot dot, double x, double y) {
    Shape shape = Mark.CIRCLE.at(x, y, 0.3 * em);
    graphics.setColor(new Tipped(dot.ink().light(), dot.tip()));
    graphics.fill(shape);
    graphics.setColor(Ink.TEXT.light());
    graphics.setStroke(new BasicStroke((float) (0.06 * em)));
    graphics.draw(shape);
  }

  private void mark(Graphics2D graphics, Plot.Point point, double x, double y) {
    Shape shape = point.style().mark().at(x, y, 0.72 * em);
    graphics.setColor(Ink.GROUND.light());
    graphics.setStroke(new BasicStroke((float) (0.13 * em)));
    graphics.draw(shape);
    graphics.setColor(new Tipped(point.style().ink().light(), point.tip()));
    graphics.fill(shape);
  }

  /** What lies inside the axes. */
  private XYChart chart(Plot.Panel panel, Placed at) {
    XYChart chart = new XYChartBuilder().width(at.width).height(at.height).build();
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(UNSEEN);
    styler.setPlotBackgroundColor(UNSEEN);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(0);
    styler.setChartPadding(0);
    styler.setChartTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setAxisTitlesVisible(false);
    styler.setAxisTicksVisible(false);
    // XChart looks for ticks all the same, and for long, as long as they have labels.
    styler.setxAxisTickLabelsFormattingFunction(value -> " ");
    styler.setyAxisTickLabelsFormattingFunction(value -> " ");
    styler.setXAxisMin(plot.x().range().low()).setXAxisMax(plot.x().range().high());
    styler.setYAxisMin(plot.y().range().low()).setYAxisMax(plot.y().range().high());
    for (int i = 0; i < panel.items().size(); i++) {
      add(chart, "item " + i, panel.items().get(i));
    }
    return chart;
  }

  private void add(XYChart chart, String name, Plot.Item item) {
    if (item instanceof Plot.Line line) {
      XYSeries series = chart.addSeries(name, line.x(), line.y());
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(line.ink().light());
      series.setLineStyle(stroke(line));
    } else if (item instanceof Plot.Area area) {
      XYSeries series = chart.addSeries(name, area.x(), area.y());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(UNSEEN);
      series.setFillColor(color(area));
    } else if (item instanceof Plot.Point point) {
      sign(chart, name, point.x(), point.y(), (g2, x, y) -> mark(g2, point, x, y));
    } else if (item instanceof Plot.Dot dot) {
      sign(chart, name, dot.x(), dot.y(), (g2, x, y) -> dot(g2, dot, x, y));
    }
  }

  /** Paints a sign around a point of the picture. */
  @FunctionalInterface
  private interface Sign {
    void paint(Graphics2D graphics, double x, double y);
  }

  private static void sign(XYChart chart, String name, double atX, double atY, Sign sign) {
    XYSeries series = chart.addSeries(name, new double[] {atX}, new double[] {atY});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(
        new Marker() {
          @Override
          public void paint(Graphics2D graphics, double x, double y, int size) {
            sign.paint(graphics, x, y);
          }
        });
  }

  /** A colour that carries to the page what to say of a shape filled with it. */
  static final class Tipped extends Color {
    private static final long serialVersionUID = 1;
    private final String tip;

    Tipped(Color color, String tip) {
      super(color.getRGB(), true);
      this.tip = tip;
    }

    String tip() {
      return tip;
    }
  }
}
