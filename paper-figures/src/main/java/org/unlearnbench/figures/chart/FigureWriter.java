package org.unlearnbench.figures.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.Plane;
import org.unlearnbench.figures.series.ScoreBars;
import org.unlearnbench.figures.series.TimeFront;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.AtomicFiles;
import org.unlearnbench.result.ReportWriter;
import org.unlearnbench.result.RunDirectory;

/** Writes {@code figures/}: each figure as PNG, SVG and PDF with its data as CSV. */
public final class FigureWriter implements ReportWriter {

  @Override
  public String name() {
    return "figures";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public void write(List<RunDirectory> runs, Path out) throws IOException {
    Study study = Study.of(runs);
    Palette palette = new Palette(study);
    Fonts fonts = new Fonts();
    Path figures = out.resolve("figures");
    for (DataSetStudy data : study.dataSets()) {
      String label = data.label();
      Optional<ScoreBars> bars = ScoreBars.of(study, data);
      if (bars.isPresent()) {
        save(
            figures,
            study.ranking().column() + "-" + data.slug(),
            ScoreChart.draw(fonts, label, bars.get(), palette),
            bars.get().data(data).csv());
      }
      Optional<Plane> plane = Plane.of(data);
      if (plane.isPresent()) {
        save(
            figures,
            "accuracy-mia-" + data.slug(),
            PlaneChart.draw(fonts, label, plane.get(), palette),
            plane.get().data(data).csv());
      }
      Optional<TimeFront> front = TimeFront.of(study, data);
      if (front.isPresent()) {
        save(
            figures,
            "time-" + data.slug(),
            TimeChart.draw(fonts, label, front.get(), palette),
            front.get().data(data).csv());
      }
    }
  }

  private static void save(Path folder, String name, ChartFrame frame, String csv)
      throws IOException {
    XYChart chart = frame.chart();
    write(folder.resolve(name + ".png"), ChartEncoder.png(chart));
    write(folder.resolve(name + ".svg"), ChartEncoder.svg(chart, frame.title()));
    write(folder.resolve(name + ".pdf"), ChartEncoder.pdf(chart));
    AtomicFiles.write(folder.resolve(name + ".csv"), csv);
  }

  private static void write(Path file, byte[] content) throws IOException {
    AtomicFiles.write(file, out -> out.write(content));
  }
}
