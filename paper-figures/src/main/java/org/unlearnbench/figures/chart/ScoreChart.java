package org.unlearnbench.figures.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.Range;
import org.unlearnbench.figures.series.ScoreBars;
import org.unlearnbench.figures.series.Tick;
import org.unlearnbench.figures.study.Estimate;

/** Draws {@link ScoreBars}: one horizontal bar per method, best on top. */
final class ScoreChart {
  private static final int ROW = 27;
  private static final int REST = 96;
  private static final int LABELS = 150;

  private ScoreChart() {}

  static ChartFrame draw(Fonts fonts, String dataset, ScoreBars data, Palette palette) {
    List<ScoreBars.Bar> bars = data.bars();
    ChartFrame frame =
        new ChartFrame(
            fonts,
            REST + ROW * bars.size(),
            data.column().title() + " on " + dataset,
            data.column().heading() + ", mean and 95 % interval over seeds",
            "");
    List<Tick> names = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      String title = bars.get(i).method().title();
      names.add(new Tick(-i, Fonts.fit(title, fonts.regular(ChartFrame.SMALL), LABELS)));
    }
    Range rows = new Range(-bars.size() + 0.5, 0.5);
    frame.chart().getStyler().setYAxisTitleVisible(false);
    frame.axes(data.axis(), Tick.linear(data.axis(), 6), true, rows, names, false);
    frame.chart().getStyler().setLegendVisible(false);
    for (int i = 0; i < bars.size(); i++) {
      Color color = palette.of(bars.get(i).method()).onLight();
      Estimate score = bars.get(i).score();
      frame.line(0, -i, score.mean(), -i, color, ChartFrame.solid(14));
      whisker(frame, score, -i);
    }
    return frame;
  }

  private static void whisker(ChartFrame frame, Estimate score, double y) {
    if (!score.hasInterval()) {
      return;
    }
    // White below ink: an interval must be seen on its bar and beside it.
    for (int layer = 0; layer < 2; layer++) {
      Color color = layer == 0 ? Color.WHITE : ChartFrame.INK;
      BasicStroke stroke = ChartFrame.solid(layer == 0 ? 3.2f : 1.3f);
      frame.line(score.low(), y, score.high(), y, color, stroke);
      frame.line(score.low(), y - 0.13, score.low(), y + 0.13, color, stroke);
      frame.line(score.high(), y - 0.13, score.high(), y + 0.13, color, stroke);
    }
  }
}
