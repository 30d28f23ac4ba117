package org.unlearnbench.figures.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.unlearnbench.figures.series.LossHistograms;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.table.Numbers;

/** Draws {@link LossHistograms}: small multiples, three in a row, on shared axes. */
final class LossPanels implements Figure {
  private static final int COLUMNS = 3;
  private static final int PANEL_WIDTH = 156;
  private static final int PANEL_HEIGHT = 112;

  /** Length of a panel's x axis; what labels may stand out of it; what must lie between them. */
  private static final double AXIS = 118;

  private static final double MARGIN = 14;
  private static final double GAP = 8;
  private static final int TOP = 54;
  private static final int BOTTOM = 24;
  private static final Color FORGET = new Color(0xB84A00);
  private static final Color UNSEEN = new Color(0x0B62A0);

  private final Fonts fonts;
  private final String title;
  private final String top;
  private final List<ChartFrame> panels = new ArrayList<>();

  LossPanels(Fonts fonts, String dataset, LossHistograms data) {
    this.fonts = fonts;
    this.title = "Losses of forget and unseen images on " + dataset;
    this.top = "top " + Numbers.rounded(100 * data.shareAxis().high(), "s") + " %";
    for (LossHistograms.Panel panel : data.panels()) {
      panels.add(panel(data, panel));
    }
  }

  private ChartFrame panel(LossHistograms data, LossHistograms.Panel panel) {
    ChartFrame frame = ChartFrame.small(fonts, PANEL_WIDTH, PANEL_HEIGHT, panel.method().title());
    List<Tick> ticks =
        Tick.decades(
            data.bins(),
            AXIS,
            MARGIN,
            label -> Fonts.width(label, fonts.regular(ChartFrame.SMALL)) + GAP);
    frame.axes(data.bins(), ticks, true, data.shareAxis(), List.of(), false);
    area(frame, "forget", data, FORGET, panel.forget());
    area(frame, "unseen", data, UNSEEN, panel.unseen());
    outline(frame, data, FORGET, true, panel.forget());
    outline(frame, data, UNSEEN, false, panel.unseen());
    return frame;
  }

  private static void area(
      ChartFrame frame, String name, LossHistograms data, Color color, double... shares) {
    double[][] corners = corners(data, shares);
    XYSeries series = frame.chart().addSeries(name, corners[0], corners[1]);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 70));
  }

  private static void outline(
      ChartFrame frame, LossHistograms data, Color color, boolean solid, double... shares) {
    double[][] corners = corners(data, shares);
    frame.polyline(
        corners[0], corners[1], color, solid ? ChartFrame.solid(1.3f) : ChartFrame.dashed(1.3f));
  }

  /** The histogram's upper edge as a polyline, two corners a bin. */
  private static double[][] corners(LossHistograms data, double... shares) {
    int n = shares.length;
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int bin = 0; bin < n; bin++) {
      x[2 * bin] = data.bins().low() + data.bins().width() * bin / n;
      x[2 * bin + 1] = data.bins().low() + data.bins().width() * (bin + 1) / n;
      y[2 * bin] = shares[bin];
      y[2 * bin + 1] = shares[bin];
    }
    return new double[][] {x, y};
  }

  @Override
  public int width() {
    return ChartFrame.WIDTH;
  }

  @Override
  public int height() {
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    return TOP + rows * PANEL_HEIGHT + BOTTOM;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    AffineTransform place = graphics.getTransform();
    for (int i = 0; i < panels.size(); i++) {
      int x = 6 + i % COLUMNS * PANEL_WIDTH;
      int y = TOP + i / COLUMNS * PANEL_HEIGHT;
      graphics.translate(x, y);
      panels.get(i).paint(graphics);
      graphics.setTransform(place);
    }
    new Caption(title, fonts.bold(ChartFrame.TITLE)).paint(graphics);
    key(graphics, "forget", FORGET, 12);
    key(graphics, "unseen", UNSEEN, 90);
    String axis = "Loss (logarithmic) against share of images (" + top + "), axes shared";
    double middle = width() / 2.0;
    Text.paint(
        graphics, axis, fonts.regular(12), ChartFrame.INK, middle, height() - 12, 0.5, false);
  }

  private void key(Graphics2D graphics, String name, Color color, int x) {
    graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 70));
    graphics.fillRect(x, 35, 12, 10);
    graphics.setColor(color);
    graphics.setStroke(color.equals(FORGET) ? ChartFrame.solid(1.3f) : ChartFrame.dashed(1.3f));
    graphics.drawRect(x, 35, 12, 10);
    Text.paint(
        graphics, name, fonts.regular(ChartFrame.SMALL), ChartFrame.INK, x + 18, 40, 0, false);
  }
}
