package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.Tick;

/**
 * An empty chart in the look all figures share. A figure is 480 units wide, so that at a column's
 * width of 3.4 inches its smallest letters are 6 points high.
 */
final class ChartFrame implements Figure {
  static final int WIDTH = 480;
  static final Color INK = new Color(0x222222);
  static final Color SOFT = new Color(0x6B6B6B);
  static final Color GRID = new Color(0xE4E4E4);
  static final Color GUIDE = new Color(0xB4B4B4);
  private static final Color UNSEEN = new Color(255, 255, 255, 0);
  static final float SMALL = 11.5f;
  private static final float NOTE = 10.5f;
  static final float TITLE = 14f;

  private final XYChart chart;
  private final Fonts fonts;
  private final String title;
  private int nameless;

  ChartFrame(Fonts fonts, int height, String title, String xTitle, String yTitle) {
    this(fonts, WIDTH, height, title, fonts.bold(TITLE), xTitle, yTitle);
  }

  /** A panel of a larger figure: no titles of axes, no legend. */
  static ChartFrame small(Fonts fonts, int width, int height, String title) {
    ChartFrame frame = new ChartFrame(fonts, width, height, title, fonts.regular(SMALL), "", "");
    frame.chart.getStyler().setLegendVisible(false);
    frame.chart.getStyler().setAxisTitlesVisible(false);
    frame.chart.getStyler().setChartPadding(6);
    return frame;
  }

  private ChartFrame(
      Fonts fonts, int width, int height, String title, Font font, String xTitle, String yTitle) {
    this.fonts = fonts;
    this.title = title;
    chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .theme(ChartTheme.XChart)
            .title("\u00a0") // keeps room for the real one, which may be wider than the plot
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.addAnnotation(new Caption(Fonts.fit(title, font, width - 24), font));
    XYStyler styler = chart.getStyler();
    styler.setBaseFont(fonts.regular(SMALL));
    styler.setAxisTitleFont(fonts.regular(12.5f));
    styler.setAxisTickLabelsFont(fonts.regular(SMALL));
    styler.setLegendFont(fonts.regular(SMALL));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setChartTitleBoxVisible(false);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(UNSEEN);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(0);
    styler.setAxisTickPadding(6);
    styler.setChartTitlePadding(14);
    styler.setChartPadding(12);
    styler.setLocale(Locale.ROOT);
    styler.setMarkerSize(9);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(6);
    styler.setLegendSeriesLineLength(14);
  }

  /** Height of a chart whose legend has {@code entries} lines. */
  static int height(int least, int entries) {
    return Math.max(least, 60 + 19 * entries);
  }

  XYChart chart() {
    return chart;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int width() {
    return chart.getWidth();
  }

  @Override
  public int height() {
    return chart.getHeight();
  }

  @Override
  public void paint(Graphics2D graphics) {
    chart.paint(graphics, width(), height());
  }

  /**
   * Sets the axes and draws a grid line at every tick of those wanted.
   *
   * @param gridX whether ticks of the x axis get a line
   * @param gridY whether ticks of the y axis get a line
   */
  void axes(Range x, List<Tick> xTicks, boolean gridX, Range y, List<Tick> yTicks, boolean gridY) {
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(x.low()).setXAxisMax(x.high());
    styler.setYAxisMin(y.low()).setYAxisMax(y.high());
    // XChart only keeps room for the labels, which AxisLabels paints.
    double widest =
        yTicks.stream()
            .mapToDouble(tick -> Fonts.width(tick.label(), fonts.regular(SMALL)))
            .max()
            .orElse(0);
    double title = styler.isYAxisTitleVisible() ? TITLE + 8 : 0;
    styler.setYAxisLeftWidthHint((int) Math.ceil(widest + title) + 16);
    for (Tick tick : xTicks) {
      if (gridX) {
        line(tick.at(), y.low(), tick.at(), y.high(), GRID, solid(0.8f));
      }
    }
    for (Tick tick : yTicks) {
      if (gridY) {
        line(x.low(), tick.at(), x.high(), tick.at(), GRID, solid(0.8f));
      }
    }
    chart.addAnnotation(new AxisLabels(xTicks, yTicks, fonts.regular(SMALL)));
  }

  /** A straight line that the legend does not list. */
  XYSeries line(double x1, double y1, double x2, double y2, Color color, BasicStroke stroke) {
    return polyline(new double[] {x1, x2}, new double[] {y1, y2}, color, stroke);
  }

  /** A line through points that the legend does not list. */
  XYSeries polyline(double[] x, double[] y, Color color, BasicStroke stroke) {
    XYSeries series = chart.addSeries(" " + nameless++, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setShowInLegend(false);
    return series;
  }

  /** One point; the legend lists it under {@code name}, which no other point has. */
  void point(String name, double x, double y, Color color, Marker marker) {
    XYSeries series = chart.addSeries(name, new double[] {x}, new double[] {y});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(color);
    series.setLineColor(color);
  }

  /** A line that the legend lists; it has one point and is not seen in the plot itself. */
  void legendLine(String name, Color color, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, new double[] {Double.NaN}, new double[] {Double.NaN});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
  }

  /** A small grey text at a point of the plot, see {@link Note}. */
  void note(String text, double x, double y, double anchor, int dx, int dy) {
    chart.addAnnotation(new Note(text, fonts.regular(NOTE), x, y, anchor, dx, dy));
  }

  static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }

  static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0);
  }
}
