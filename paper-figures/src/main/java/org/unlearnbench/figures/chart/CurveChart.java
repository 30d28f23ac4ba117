package org.unlearnbench.figures.chart;

import java.util.HashSet;
import java.util.Set;
import org.knowm.xchart.XYSeries;
import org.unlearnbench.figures.palette.MethodStyle;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.AnytimeCurves;
import org.unlearnbench.figures.series.Tick;

/** Draws {@link AnytimeCurves}: the score while methods work. */
final class CurveChart {
  private static final int HEIGHT = 340;
  private static final int LEGEND = 110;

  private CurveChart() {}

  static ChartFrame draw(Fonts fonts, String dataset, AnytimeCurves data, Palette palette) {
    ChartFrame frame =
        new ChartFrame(
            fonts,
            ChartFrame.height(HEIGHT, data.curves().size()),
            data.column().title() + " while unlearning on " + dataset,
            "Unlearning time in seconds",
            data.column().heading());
    frame.axes(
        data.seconds(),
        Tick.linear(data.seconds(), 6),
        true,
        data.score(),
        Tick.linear(data.score(), 7),
        true);
    Set<String> names = new HashSet<>();
    for (AnytimeCurves.Curve curve : data.curves()) {
      MethodStyle style = palette.of(curve.method());
      String name = Fonts.fit(curve.method().title(), fonts.regular(ChartFrame.SMALL), LEGEND);
      while (!names.add(name)) {
        name += " ";
      }
      double[] x = curve.points().stream().mapToDouble(AnytimeCurves.Point::seconds).toArray();
      double[] y = curve.points().stream().mapToDouble(AnytimeCurves.Point::score).toArray();
      XYSeries series = frame.chart().addSeries(name, x, y);
      series.setLineColor(style.onLight());
      series.setLineStyle(ChartFrame.solid(1.5f));
      series.setMarker(Marks.of(style.mark()));
      series.setMarkerColor(style.onLight());
    }
    return frame;
  }
}
